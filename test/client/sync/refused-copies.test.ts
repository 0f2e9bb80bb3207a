import { expect, test } from 'vitest'
import { keepRefusedCopy, refusedCopies } from '../../../client/sync/refused-copies.ts'
import { memoryStorage } from '../../../client/sync/storage.ts'

const copy = (at: number, words: string[], over: { member?: string; document?: string } = {}) => ({
  member: 'ana',
  document: 'board',
  at,
  code: 'bad-content',
  words,
  ...over,
})

test('[SAV-31] kept words are their author’s, of one canvas when it is named, newest first', () => {
  const storage = memoryStorage()
  keepRefusedCopy(storage, copy(1, ['first']))
  keepRefusedCopy(storage, copy(2, ['second']))
  keepRefusedCopy(storage, copy(3, ['elsewhere'], { document: 'map' }))
  keepRefusedCopy(storage, copy(4, ['of another'], { member: 'bo' }))
  storage.set('trestle/refused/ana/board/5', 'not a copy')

  expect(refusedCopies(storage, 'ana', 'board').map(one => one.words)).toEqual([['second'], ['first']])
  expect(refusedCopies(storage, 'ana').map(one => one.words)).toEqual([['elsewhere'], ['second'], ['first']])
})

test('[SAV-31] a copy is cut where it would fill the device, from its end', () => {
  const half = 'a'.repeat(300_000)
  const { words } = keepRefusedCopy(memoryStorage(), copy(1, [half, half, 'lost']))

  expect(words.map(line => line.length)).toEqual([300_000, 200_000])
})

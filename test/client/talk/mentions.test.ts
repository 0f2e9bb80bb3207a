import { expect, test } from 'vitest'
import { memoryStorage } from '../../../client/sync/storage.ts'
import { mentionables, mentionsIn, offered, saidParts, typedMention } from '../../../client/talk/mentions.ts'
import { ReadMarks } from '../../../client/talk/read-marks.ts'
import { waitingMentions } from '../../../client/talk/waiting-mentions.ts'
import { CANVAS, said, talkSession, threadOf, WALLED } from './fakes.ts'

test('[MEN-2] the list offers the people and parties who see the canvas, by any word of their name, however it is typed', () => {
  const session = talkSession()
  const all = mentionables(session, CANVAS)
  expect(all.map(one => one.id)).toEqual(['al', 'bo', 'zu', 'alpha', 'beta'])
  expect(mentionables(talkSession([], { as: 'zu' }), WALLED)).toEqual([])
  const found = (typed: string) => offered(all, typed).map(one => one.id)
  expect(found('alv')).toEqual(['al'])
  expect(found('lim')).toEqual(['bo'])
  expect(found('زهره')).toEqual(['zu'])
  expect(found('bet')).toEqual(['bo', 'beta'])
  expect(found('')).toHaveLength(5)
  expect(found('nobody')).toEqual([])
})

test('[MEN-2] an @ counts where a word begins, with one blank within the name', () => {
  expect(typedMention('Ask @bo', 7)).toEqual({ at: 4, typed: 'bo' })
  expect(typedMention('@', 1)).toEqual({ at: 0, typed: '' })
  expect(typedMention('(@bo li', 7)).toEqual({ at: 1, typed: 'bo li' })
  expect(typedMention('mail@bo', 7)).toBeNull()
  expect(typedMention('@bo lima said', 13)).toBeNull()
  expect(typedMention('@bo and', 2)).toEqual({ at: 0, typed: 'b' })
})

test('[MEN-2] names are sent as ids: those that stand behind an @, the one picked where two share a name', () => {
  const all = mentionables(talkSession(), CANVAS)
  expect(mentionsIn('Ask @Bo Lima and @Alpha.', all, new Set())).toEqual(['bo', 'alpha'])
  expect(mentionsIn('Ask Bo Lima.', all, new Set(['bo']))).toEqual([])
  const twins = [...all, { id: 'bo2', name: 'Bo Lima', party: null, kind: 'member' as const }]
  expect(mentionsIn('@Bo Lima?', twins, new Set(['bo2']))).toEqual(['bo2'])
  expect(mentionsIn('@Bo Lima?', twins, new Set())).toEqual([])
  const short = [...all, { id: 'b', name: 'Bo', party: null, kind: 'member' as const }]
  expect(mentionsIn('@Bo Lima?', short, new Set())).toEqual(['bo'])
  expect(saidParts('To @Bo Lima, @Bo', ['Bo', 'Bo Lima']).filter(part => part.mention)).toEqual([
    { words: '@Bo Lima', mention: true },
    { words: '@Bo', mention: true },
  ])
})

const waits = (session: ReturnType<typeof talkSession>, marks = new ReadMarks(session, memoryStorage())) =>
  waitingMentions(session, marks).map(one => one.comment.id)

test('[MEN-3] a mention waits until it is answered, resolved, erased or put aside on this device', () => {
  const asked = said('ask', 'bo', 10, { mentions: ['ann'] })
  expect(waits(talkSession([threadOf([asked])]))).toEqual(['ask'])
  expect(waits(talkSession([threadOf([asked])], { as: 'al' }))).toEqual([])
  expect(waits(talkSession([threadOf([asked, said('answer', 'ann', 11)])]))).toEqual([])
  expect(waits(talkSession([threadOf([asked, said('other', 'zu', 11)])]))).toEqual(['ask'])
  expect(waits(talkSession([threadOf([asked], { resolved: { by: 'bo', at: 12 } })]))).toEqual([])
  expect(waits(talkSession([threadOf([{ ...asked, mentions: [], erased: { by: 'bo', at: 12 } }])]))).toEqual([])
  const session = talkSession([
    threadOf([asked, said('answer', 'ann', 11), said('more', 'bo', 13, { mentions: ['ann'] })]),
  ])
  const marks = new ReadMarks(session, memoryStorage())
  expect(waits(session, marks)).toEqual(['more'])
  marks.putAside('ask', 13)
  expect(waits(session, marks)).toEqual([])
})

test('[MEN-3] a mention of a party waits for everyone who sits for it until one of them answers, the newest first', () => {
  const party = threadOf([said('party', 'bo', 10, { mentions: ['alpha'] })])
  const own = threadOf([said('own', 'zu', 20, { mentions: ['ann'] })])
  expect(waits(talkSession([party, own]))).toEqual(['own', 'party'])
  expect(waits(talkSession([party], { as: 'al' }))).toEqual(['party'])
  const answered = { ...party, comments: [...party.comments, said('answer', 'al', 11)] }
  expect(waits(talkSession([answered]))).toEqual([])
  const both = threadOf([said('both', 'bo', 10, { mentions: ['alpha', 'ann'] }), said('answer', 'al', 11)])
  expect(waits(talkSession([both]))).toEqual(['both'])
})

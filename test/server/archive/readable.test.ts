import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { cardsOf } from '../../../shared/kinds/board/model.ts'
import { verifyExport } from '../../../shared/verify/verify-export.ts'
import { openTable, seatEveryone } from '../http/table.ts'
import { opened, sampleTable, taken } from './exports.ts'

vi.setConfig({ testTimeout: 60_000 })

test('[OUT-5] the zip holds readable copies of all that its asker may see, listed in the manifest, and verifies', async () => {
  const { table, broker, id } = await sampleTable()
  const files = opened(await taken(table, broker, id))
  const text = (path: string) => new TextDecoder().decode(files[path])
  const paths = Object.keys(files).filter(path => path.startsWith('readable/'))

  expect(verifyExport(files).problems).toEqual([])
  expect(paths).toEqual(
    expect.arrayContaining(['readable/decisions.md', 'readable/decisions.csv', 'readable/people.csv']),
  )
  expect(paths.filter(path => path.endsWith('.md')).length).toBeGreaterThan(1)
  expect(text('readable/people.csv')).toContain('Zuhura')
  const page = text('index.html')
  for (const path of paths) expect(page).toContain(`href="${path.split('/').map(encodeURIComponent).join('/')}"`)
})

test('[OUT-9] what only brokers may see is in no copy of anyone else', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  const mine = opened(await taken(table, people.broker, id))
  const theirs = opened(await taken(table, people.representative, id))
  const all = (files: Record<string, Uint8Array>) =>
    Object.values(files)
      .map(bytes => new TextDecoder().decode(bytes))
      .join('\n')
  expect(all(mine)).toContain('"stream":"broker"')
  expect(all(theirs)).not.toMatch(/"stream":"broker"|invite\.created|Sensitivities/)
  expect(new TextDecoder().decode(theirs['index.html'])).toContain('is not in it')
})

test('[RED-19] in readable copies titles and outlines show just what people typed', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const title = '<img src=x onerror=alert(1)> [here](javascript:alert(1)) # *Board*'
  const made = await people.representative.post(`/api/partnerships/${id}/documents`, { kind: 'board', title })
  const card = new Y.Doc()
  card.clientID = 4711
  cardsOf(card).add({ text: '<b>loud</b> _here_' })
  const sent = await people.representative.ask(
    'POST',
    `/api/documents/${made.body.id}/updates`,
    Y.encodeStateAsUpdate(card),
    { 'content-type': 'application/octet-stream' },
  )
  expect(sent.status).toBeLessThan(300)
  const files = opened(await taken(table, people.observer, id))
  const copies = Object.entries(files)
    .filter(([path]) => path.startsWith('readable/') && path.endsWith('.md'))
    .map(([, bytes]) => new TextDecoder().decode(bytes))
  const copy = copies.find(one => one.includes('onerror'))!
  expect(copy).toContain('# \\<img src=x onerror=alert(1)\\> \\[here\\](javascript:alert(1)) # \\*Board\\*')
  expect(copy).toContain('- \\<b\\>loud\\</b\\> \\_here\\_')
})

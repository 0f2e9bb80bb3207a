// @vitest-environment jsdom
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { assentSentence } from '../../../client/kinds/agreement/assent-words.ts'
import { ClauseReader } from '../../../client/kinds/agreement/clause-reader.ts'
import { clauseViews, keepSettledWords, settledWords } from '../../../client/kinds/agreement/clause-view.ts'
import { sectionWords } from '../../../client/kinds/agreement/section-words.ts'
import { headingWords, promptWords } from '../../../client/kinds/agreement/words.ts'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { agreement } from '../../../shared/kinds/agreement/kind.ts'
import { addClause, clausesOf, clauseText } from '../../../shared/kinds/agreement/model.ts'
import { SECTIONS } from '../../../shared/kinds/agreement/sections.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { fakeRecord, fakeRoom, fakeSession } from './fakes.ts'

function written(words = 'Open taps all year.') {
  const doc = new Y.Doc()
  agreement.seed(doc, 'charter')
  const id = clausesOf(doc).all()[0]!.id
  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: words }])
  return { doc, id, hash: clauseHash(doc, id)! }
}

test('[AGR-60] the sections’ words in the interface’s own language are those of the presets', () => {
  for (const { code, heading, prompt } of SECTIONS) expect(sectionWords(code)).toEqual({ heading, prompt })
  expect(sectionWords('toString')).toBeNull()
})

test('[AGR-61] a heading that people typed stands before the section’s, and any clause asks a question', () => {
  const doc = new Y.Doc()
  const own = addClause(doc, { code: 'Y1', heading: ' Our  water ' })
  const bare = addClause(doc, {})
  const [typed, nameless] = [own, bare].map(id => clausesOf(doc).get(id)!)

  expect(headingWords(typed!)).toBe('Our water')
  expect(headingWords(nameless!)).toBe('Clause without a heading')
  expect(promptWords(typed!)).toBe('What would be different, for whom, by when?')
  expect(promptWords(nameless!)).not.toBe('')
})

test('[AGR-62] a clause’s hash is computed again only when that clause changed', () => {
  const { doc, id, hash } = written()
  const other = clausesOf(doc).all()[1]!.id
  const reader = new ClauseReader(doc)
  const [first, still] = [reader.read(id), reader.read(other)]
  expect(first).toEqual({ hash, empty: false })

  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'Open taps in March.' }])

  expect(reader.read(other)).toBe(still)
  expect(reader.read(id)).toEqual({ hash: clauseHash(doc, id), empty: false })
  expect(reader.read(id).hash).not.toBe(hash)
  clausesOf(doc).set(id, { heading: 'Taps' })
  expect(reader.read(id).hash).toBe(clauseHash(doc, id))
})

test('[AGR-63] associates have no mark on a clause; two views that show the same have one signature', () => {
  const { doc, id, hash } = written()
  const session = fakeSession(['a', 'b', 'radio~'], {
    [id]: fakeRecord('discussed', hash, { b: { choice: 'assent', hash } }),
  })
  const [room, reader] = [fakeRoom(doc), new ClauseReader(doc)]

  const before = clauseViews(session, room, reader)
  expect(before[0]?.assents.map(one => [one.party, one.stance])).toEqual([
    ['a', 'not-yet'],
    ['b', 'assent'],
  ])
  clausesOf(doc).set(before[1]!.row.id, { plainLine: 'x' })
  const after = clauseViews(session, room, reader)

  expect(after.map((view, index) => view.signature === before[index]?.signature).slice(0, 3)).toEqual([
    true,
    false,
    true,
  ])
})

test('[AGR-64] the marks are said in one sentence', () => {
  const { doc, id, hash } = written()
  const said = (records: Parameters<typeof fakeRecord>) => {
    const session = fakeSession(['a', 'b', 'c', 'd', 'e'], { [id]: fakeRecord(...records) })
    return assentSentence(clauseViews(session, fakeRoom(doc), new ClauseReader(doc))[0]!)
  }
  const yes = { choice: 'assent' as const, hash }

  expect(said(['drafting', hash])).toBe('Too early to ask: the text is still moving')
  expect(said(['discussed', hash])).toBe('No party has spoken yet')
  expect(said(['settled', hash, { a: yes, b: yes, c: yes, d: yes, e: yes }])).toBe('All parties assent')
  expect(
    said([
      'discussed',
      hash,
      { a: yes, b: { choice: 'reservation', hash }, c: { choice: 'objection', hash }, d: { ...yes, hash: 'old' } },
    ]),
  ).toBe('assent: 1, with a reservation: 1, object: 1, to reconfirm: 1, not yet: 1')
})

test('[AGR-65] settled words kept at reopening show the difference later; forged ones are not believed', () => {
  const { doc, id, hash } = written()
  const session = fakeSession(['a'], { [id]: fakeRecord('settled', hash) })
  const [room, reader] = [fakeRoom(doc), new ClauseReader(doc)]
  const view = () => clauseViews(session, room, reader)[0]!
  expect(settledWords(view())).toBeNull()

  keepSettledWords(room, view())
  writeProse(clauseText(doc, id), [{ type: 'paragraph', text: 'Open taps in March.' }])
  expect(view().status).toBe('reopened')
  expect(settledWords(view())).toContain('Open taps all year.')
  expect(room.undo.canUndo()).toBe(false)

  clausesOf(doc).set(id, { settledText: 'We never said this.' })
  expect(settledWords(view())).toBeNull()
})

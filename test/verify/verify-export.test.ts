import { expect, test } from 'vitest'
import { canonicalJson } from '../../shared/canonical.ts'
import { leafHash } from '../../shared/ledger/chain.ts'
import type { Entry, Fact } from '../../shared/ledger/facts.ts'
import { treeRoot } from '../../shared/ledger/tree.ts'
import { MANIFEST } from '../../shared/verify/layout.ts'
import type { Files } from '../../shared/verify/read-export.ts'
import { verifyExport } from '../../shared/verify/verify-export.ts'
import { BROKER, id, LOG } from '../shared/ledger/table.ts'
import { decidedTable, exportOf, resealed } from './sample-export.ts'
import { seeded, TAMPERINGS } from './tamper.ts'

const LEDGER = 'ledger/partnership.jsonl'
const TEXTS = 'texts/partnership.json'
const untouched = exportOf(decidedTable())
const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)
const entriesOf = (files: Files) =>
  decode(files[LEDGER])
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Entry)

/** Rewrites history as a forger with this source would: every later entry chained anew, heads and digest restated. */
function forged(change: (entry: Entry) => Entry, from = untouched): Files {
  let prev: string | null = null
  const leaves: string[] = []
  const entries = entriesOf(from).map(entry => {
    const next = { ...change(entry), prev }
    prev = leafHash(next)
    leaves.push(prev)
    return next
  })
  const lines = entries
    .map(entry => `${canonicalJson(entry as unknown as Parameters<typeof canonicalJson>[0])}\n`)
    .join('')
  return resealed({ ...from, [LEDGER]: encode(lines) }, manifest => {
    const stream = manifest.streams.find(one => one.entries === LEDGER)!
    stream.head = { seq: entries.length, leaf: leaves.at(-1)! }
    stream.root = treeRoot(leaves)
  })
}

test('[LED-36] an untouched export is accepted, with every stream, every word and every decision checked', () => {
  const report = verifyExport(untouched)
  expect(report.problems).toEqual([])
  expect(report.ok).toBe(true)
  const [partnership, broker] = report.streams
  expect(partnership).toMatchObject({
    boundary: 'partnership',
    broken: null,
    decisions: 1,
    words: { erased: 0, wrong: 0 },
  })
  expect(partnership!.words.matching).toBeGreaterThan(30)
  expect(broker).toMatchObject({ entries: 2, broken: null })
  expect(report.documents).toEqual([{ id: LOG, title: 'Decisions', why: null, derived: true }])
})

test('[LED-37] an export whose words were erased still verifies and says how many', () => {
  const report = verifyExport(exportOf(decidedTable(), row => row.words.includes('export week')))
  expect(report.problems).toEqual([])
  // The reason stands in the position and in the objection, and the amended text repeats it.
  expect(report.streams[0]!.words.erased).toBe(3)
})

test('[LED-38] of 600 seeded tamperings every one is rejected', () => {
  const kinds = Object.entries(TAMPERINGS)
  let done = 0
  for (let seed = 1; done < 600; seed++) {
    const below = seeded(seed)
    const [name, tamper] = kinds[seed % kinds.length]!
    const files = tamper(untouched, below)
    if (!files) continue
    done += 1
    expect([seed, name, verifyExport(files).ok]).toEqual([seed, name, false])
  }
})

test('[LED-39] tamperings of ledger and words are rejected even when the list of files is written anew', () => {
  const kinds = Object.entries(TAMPERINGS).filter(([name]) => /entry|entries|end off|words/.test(name))
  let done = 0
  for (let seed = 1; done < 300; seed++) {
    const [name, tamper] = kinds[seed % kinds.length]!
    const files = tamper(untouched, seeded(seed))
    if (!files) continue
    done += 1
    expect([seed, name, verifyExport(resealed(files)).ok]).toEqual([seed, name, false])
  }
})

test('[LED-40] the report names the first entry that does not hold', () => {
  const lines = decode(untouched[LEDGER]).split('\n')
  const without = (at: number) => resealed({ ...untouched, [LEDGER]: encode(lines.toSpliced(at, 1).join('\n')) })
  expect(verifyExport(without(6)).problems[0]).toBe('ledger partnership: entry 7 does not hold: seq-gap')
  const cut = resealed({ ...untouched, [LEDGER]: encode(`${lines.slice(0, 10).join('\n')}\n`) })
  expect(verifyExport(cut).problems[0]).toBe('ledger partnership: entry 11 does not hold: ends-early')
  const torn = resealed({ ...untouched, [LEDGER]: encode(decode(untouched[LEDGER]).slice(0, -9)) })
  expect(verifyExport(torn).problems[0]).toBe(`ledger partnership: entry ${lines.length - 1} does not hold: unreadable`)
  const pretty = resealed({ ...untouched, [LEDGER]: encode(lines.with(3, lines[3]!.replace(':', ': ')).join('\n')) })
  expect(verifyExport(pretty).problems[0]).toBe('ledger partnership: entry 4 does not hold: unreadable')
})

test('[LED-41] a history written anew is still rejected when a decision does not follow from its positions', () => {
  const change = (pick: Fact['type'], fact: (fact: never) => object) => (entry: Entry) =>
    entry.fact.type === pick ? { ...entry, fact: { ...entry.fact, ...fact(entry.fact as never) } as Fact } : entry
  expect(verifyExport(forged(entry => entry)).ok).toBe(true)
  const outcome = forged(change('decision.closed', () => ({ outcome: 'not_adopted' })))
  expect(verifyExport(outcome).problems[0]).toMatch(/result-differs/)
  const silenced = forged(
    change('position.taken', (fact: { value: string }) => ({
      value: fact.value === 'consent' ? 'concern' : fact.value,
    })),
  )
  expect(verifyExport(silenced).problems[0]).toMatch(/result-differs/)
  const { name } = entriesOf(untouched)[0]!.fact as Extract<Fact, { type: 'partnership.created' }>
  const majority = decidedTable()
  majority.now = 4_000_000
  majority.act(BROKER, { type: 'proposal.close', proposal: id('second') })
  const words = forged(
    change('decision.closed', (fact: { dissent: object[] }) => ({
      dissent: fact.dissent.map(row => ({ ...row, reason: name })),
    })),
    exportOf(majority),
  )
  expect(verifyExport(words).problems[0]).toMatch(/result-differs/)
  const text = forged(change('proposal.amended', () => ({ textHash: 'f'.repeat(64) })))
  expect(verifyExport(text).problems[0]).toMatch(/text-differs/)
  const shown = forged(change('position.taken', () => ({ textHash: 'f'.repeat(64) })))
  expect(verifyExport(shown).problems[0]).toMatch(/never-shown/)
  const nonsense = forged(change('proposal.opened', () => ({ electorate: 7 })))
  expect(verifyExport(nonsense).problems[0]).toMatch(/makes-no-sense/)
})

test('[LED-42] words that nobody committed to, another name and another text of a canvas are found', () => {
  const rows = JSON.parse(decode(untouched[TEXTS])) as object[]
  const stray = { ...rows[0], words: 'never said' }
  expect(
    verifyExport(resealed({ ...untouched, [TEXTS]: encode(canonicalJson([...rows, stray] as never)) })).problems,
  ).toEqual(['ledger partnership: 1 of its words are not those it commits to'])
  expect(
    verifyExport(
      resealed(untouched, manifest => {
        manifest.name = 'Other'
      }),
    ).problems,
  ).toEqual(['the name is not the one in the ledger'])
  const text = { ...untouched, [`documents/${LOG}.txt`]: encode('Other text') }
  expect(verifyExport(resealed(text)).problems[0]).toMatch(/hash-differs/)
  const state = { ...untouched, [`documents/${LOG}.yjs`]: encode('no update') }
  expect(verifyExport(resealed(state)).problems[0]).toMatch(/state-unreadable/)
  expect(
    verifyExport(
      resealed(untouched, manifest => {
        manifest.documents[0]!.boundary = 'broker'
      }),
    ).problems[0],
  ).toMatch(/not-in-ledger/)
})

test('[LED-43] a verifier never throws, whatever it is given', () => {
  const deep = encode(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  const hostile: Files[] = [
    {},
    { [MANIFEST]: encode('{}') },
    { [MANIFEST]: encode('null') },
    { [MANIFEST]: deep },
    { [MANIFEST]: new Uint8Array([0xff, 0xfe]) },
    resealed({ ...untouched, [LEDGER]: deep, [TEXTS]: deep }),
    resealed(untouched, manifest => {
      manifest.streams[0]!.entries = '__proto__'
    }),
    resealed(untouched, manifest => {
      manifest.format = 2 as never
    }),
  ]
  for (const files of hostile) expect(verifyExport(files).ok).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Hex } from '../../../shared/hash.ts'
import { commit, entryBytes, entryLine, leafHash, verifyStream } from '../../../shared/ledger/chain.ts'
import type { Entry } from '../../../shared/ledger/facts.ts'
import { treeRoot } from '../../../shared/ledger/tree.ts'
import { commitDrafts, commitmentsOf, MAX_WORDS, wordsMatch } from '../../../shared/ledger/words.ts'
import { ANN, BO, BROKER, CY, id, seatedTable, words } from './table.ts'

function stream(): Entry[] {
  const table = seatedTable()
  table.open(BROKER)
  for (const member of [ANN, BO, CY]) table.take(member, 'consent')
  return table.entries.filter(entry => entry.stream === 'partnership')
}

test('[LED-10] an entry’s leaf is SHA-256 of a zero byte, the prefix and its canonical JSON, at most 16 KB', () => {
  const [first] = stream()
  const expected = Buffer.concat([Buffer.from([0]), Buffer.from(`trestle/entry/v1\n${entryLine(first!)}`)])
  expect(leafHash(first!)).toBe(sha256Hex(new Uint8Array(expected)))
  expect(new TextDecoder().decode(entryBytes(first!))).toBe(entryLine(first!))
  const huge = { ...first!, command: 'x'.repeat(17_000) }
  expect(() => entryBytes(huge)).toThrow(RangeError)
  expect(verifyStream([huge])).toEqual({ ok: false, broken: 1, why: 'too-large' })
})

test('[LED-11] a chain is whole, and any entry changed, dropped, swapped or repeated breaks it at that place', () => {
  const entries = stream()
  expect(verifyStream(entries)).toEqual({ ok: true, head: { seq: entries.length, leaf: leafHash(entries.at(-1)!) } })
  expect(verifyStream([])).toEqual({ ok: true, head: null })
  fc.assert(
    fc.property(fc.nat(entries.length - 2), fc.constantFrom('change', 'drop', 'swap', 'repeat'), (at, how) => {
      const broken = [...entries]
      const [one, next] = [entries[at]!, entries[at + 1]!]
      if (how === 'change') broken[at] = { ...one, at: one.at + 1 }
      if (how === 'drop') broken.splice(at, 1)
      if (how === 'swap') broken.splice(at, 2, next, one)
      if (how === 'repeat') broken.splice(at, 0, one)
      const verdict = verifyStream(broken)
      expect(verdict.ok).toBe(false)
      if (!verdict.ok) expect(verdict.broken).toBe(how === 'change' || how === 'repeat' ? at + 2 : at + 1)
    }),
  )
  expect(verifyStream(entries, { stream: 'broker' })).toEqual({ ok: false, broken: 1, why: 'other-stream' })
  expect(verifyStream(entries, { partnership: id('other') })).toMatchObject({ why: 'other-partnership' })
})

test('[LED-12] tree roots follow RFC 6962', () => {
  // The test vectors of Certificate Transparency: leaves of these inputs, roots for sizes 1 to 8.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const leaves = inputs.map(hex => sha256Hex(new Uint8Array(Buffer.from(`00${hex}`, 'hex'))))
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  expect(roots.map((_, at) => treeRoot(leaves.slice(0, at + 1)))).toEqual(roots)
  expect(treeRoot([])).toBe(sha256Hex(''))
})

test('[LED-13] words are salted, kept in NFC, and match their commitment and no other', () => {
  let count = 0
  const salt = () => (count++).toString(16).padStart(32, '0')
  const draft = (text: string) => ({
    boundary: 'partnership' as const,
    fact: { type: 'document.renamed' as const, document: id('d'), title: words(text) },
  })
  const [one, two] = commitDrafts([draft('cafe\u0301 \ud800'), draft('caf\u00e9 \ufffd')], salt)
  expect(one!.texts[0]!.words).toBe('caf\u00e9 \ufffd')
  expect(one!.texts[0]!.words).toBe(two!.texts[0]!.words)
  expect(one!.texts[0]!.commitment).not.toBe(two!.texts[0]!.commitment)
  expect(commitmentsOf(one!.fact)).toEqual([one!.texts[0]!.commitment])
  expect(wordsMatch(one!.texts[0]!)).toBe(true)
  expect(wordsMatch({ ...one!.texts[0]!, words: 'cafe' })).toBe(false)
  expect(commit('a', '00')).toBe(sha256Hex('trestle/words/v1\n00\na'))
  expect(() => commitDrafts([draft('x'.repeat(MAX_WORDS + 1))], salt)).toThrow(RangeError)
})

test('[LED-14] no free word of anyone stands in an entry', () => {
  const table = seatedTable()
  table.drafts.set(id('p'), { title: 'SECRET title', text: 'SECRET text' })
  table.open(BROKER, { proposal: id('p') })
  table.take(ANN, 'objection', { proposal: id('p'), reason: 'SECRET reason' })
  expect(table.entries.map(entryLine).join('\n')).not.toMatch(/SECRET|Mirata|Water/)
  expect(table.texts.map(({ row }) => row.words).filter(text => text.includes('SECRET'))).toHaveLength(4)
  const committed = new Set(table.entries.flatMap(entry => commitmentsOf(entry.fact)))
  expect(table.texts.every(({ row }) => committed.has(row.commitment) && wordsMatch(row))).toBe(true)
})

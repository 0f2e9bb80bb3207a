import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Actor, mayRead, mayWrite, ROLES } from '../../shared/access/roles.ts'
import { type Canonical, canonicalJson } from '../../shared/canonical.ts'
import { sha256Hex, textHash } from '../../shared/hash.ts'
import { isId, newId } from '../../shared/ids.ts'

const arbitraryCanonical = fc.letrec<{ value: Canonical }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: 'grapheme' }).map(text => text.normalize('NFC')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().map(text => text.normalize('NFC')),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value

test('[BAS-1] ids are 20 characters of base32 and do not repeat', () => {
  const ids = Array.from({ length: 2000 }, newId)
  expect(ids.every(isId)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  for (const wrong of ['', 'a'.repeat(19), 'A'.repeat(20), '1'.repeat(20), null, 7]) expect(isId(wrong)).toBe(false)
})

test('[BAS-2] canonical JSON parses back to the same value and does not depend on the order of keys', () => {
  fc.assert(
    fc.property(arbitraryCanonical, value => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text) as Canonical)).toBe(text)
    }),
  )
  expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}')
})

test('[BAS-3] canonical JSON refuses fractions, minus zero, lone surrogates and text that is not NFC', () => {
  for (const wrong of [0.5, -0, Number.NaN, 2 ** 53, '\ud800', 'e\u0301', { 'e\u0301': 1 }]) {
    expect(() => canonicalJson(wrong)).toThrow(RangeError)
  }
})

test('[BAS-4] a text hash is the same for the same words however they are composed, and for no others', () => {
  expect(textHash('caf\u00e9')).toBe(textHash('cafe\u0301'))
  expect(textHash('cafe')).not.toBe(textHash('caf\u00e9'))
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('[BAS-5] only brokers and co-brokers stand inside the broker boundary, and observers write nowhere', () => {
  for (const role of ROLES) {
    const actor: Actor = { member: 'm', role, party: 'p' }
    const broker = role === 'broker' || role === 'co-broker'
    expect(mayRead(actor, 'broker'), role).toBe(broker)
    expect(mayWrite(actor, 'broker'), role).toBe(broker)
    expect(mayRead(actor, 'partnership'), role).toBe(true)
    expect(mayWrite(actor, 'partnership'), role).toBe(role !== 'observer')
  }
})

test('[BAS-6] a party, a set of parties and a self boundary hold only those whom they name', () => {
  const actor: Actor = { member: 'm1', role: 'representative', party: 'p1' }
  expect(mayRead(actor, 'party:p1')).toBe(true)
  expect(mayRead(actor, 'party:p2')).toBe(false)
  expect(mayRead(actor, 'parties:p2,p1')).toBe(true)
  expect(mayRead(actor, 'parties:p2,p3')).toBe(false)
  expect(mayRead(actor, 'self:m1')).toBe(true)
  expect(mayRead(actor, 'self:m2')).toBe(false)
  expect(mayRead({ ...actor, party: null }, 'party:')).toBe(false)
})

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeFrame } from '../../../server/sync/frame.ts'
import { judgeUpdate } from '../../../server/sync/guard.ts'
import { Leases } from '../../../server/sync/leases.ts'
import { chanceFrom } from '../../sim/random.ts'
import { randomEdit, undoFor, view } from '../../sim/random-edit.ts'
import { content, type Forged, forge, str, uint } from './forge.ts'
import { ROOTS } from './helpers.ts'

const ME = 5001
const OTHER = 5002

type Scene = { doc: Y.Doc; leases: Leases; log: Uint8Array[] }

/** A canvas in which ME and OTHER have written: a card each, and a clause whose text runs over several items. */
function scene(): Scene {
  const doc = new Y.Doc()
  const log: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => log.push(update))
  doc.clientID = OTHER
  doc.getMap('cards').set('theirs', new Y.Map([['text', 'river']]))
  const fragment = doc.getXmlFragment('clause:a')
  fragment.insert(
    0,
    ['p', 'q', 'r'].map(name => new Y.XmlElement(name)),
  )
  doc.clientID = ME
  doc.getMap('cards').set('mine', new Y.Map([['text', 'mill']]))
  fragment.insert(1, [new Y.XmlElement('s')])
  return {
    doc,
    log,
    leases: new Leases([
      { clientId: ME, member: 'me' },
      { clientId: OTHER, member: 'other' },
    ]),
  }
}

const judge = ({ doc, leases }: Scene, update: Uint8Array, bulk = false, member: string | null = 'me') =>
  judgeUpdate(update, { doc, leases, member, roots: ROOTS, documentBytes: 0, bulk, capIds: true })

function refusalOf(at: Scene, update: Uint8Array, bulk = false): string {
  const before = Y.encodeStateAsUpdate(at.doc)
  const started = performance.now()
  const ruled = judge(at, update, bulk)
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(Y.encodeStateAsUpdate(at.doc)).toEqual(before)
  return ruled.ok ? 'accepted' : ruled.refusal.code
}

const next = ({ doc }: Scene, client = ME): number => Y.getState(doc.store, client)
const mine = (at: Scene, ...structs: Forged[]): Uint8Array => forge([{ client: ME, clock: next(at), structs }])
const elementId = ({ doc }: Scene, index: number): [number, number] => {
  const { client, clock } = (doc.getXmlFragment('clause:a').get(index) as Y.XmlElement)._item!.id
  return [client, clock]
}
const xmlElement = (name: string): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [3, ...str(name)] })
const value = content.any(content.number(1))

describe('attacks on a plain relay', () => {
  test('[GRD-2] Y1: a struct far beyond the next clock is refused, not parked', () => {
    const at = scene()
    expect(
      refusalOf(at, forge([{ client: ME, clock: 2 ** 53 - 10, structs: [{ parent: 'cards', sub: 'x', ...value }] }])),
    ).toBe('clock-gap')
    expect(
      refusalOf(at, forge([{ client: ME, clock: next(at) + 1, structs: [{ parent: 'cards', sub: 'x', ...value }] }])),
    ).toBe('clock-gap')
  })

  test('[GRD-3] Y2: a V2 update is refused as no message at all', () => {
    const at = scene()
    const other = new Y.Doc()
    other.getMap('cards').set('x', 1)
    expect(refusalOf(at, Y.encodeStateAsUpdateV2(other))).toBe('bad-message')
  })

  test('[GRD-40] Y13: a value with more members than any canvas holds is refused, one with many is not', () => {
    const list = (length: number) => content.any([117, ...uint(length), ...Array<number>(length).fill(126)])
    const write = (at: Scene, length: number) =>
      refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...list(length) }), true)
    expect(write(scene(), 10_000)).toBe('accepted')
    expect(write(scene(), 10_001)).toBe('bad-content')
    expect(write(scene(), 1_000_000)).toBe('bad-content')
  })

  test('[GRD-4] Y3, Y12: structs under an id that is leased to another member, or is the server’s, are refused', () => {
    const at = scene()
    expect(
      refusalOf(
        at,
        forge([{ client: OTHER, clock: next(at, OTHER), structs: [{ parent: 'cards', sub: 'x', ...value }] }]),
      ),
    ).toBe('not-leased')
    expect(refusalOf(at, forge([{ client: 2, clock: 0, structs: [{ parent: 'cards', sub: 'x', ...value }] }]))).toBe(
      'not-leased',
    )
    // An id that has structs but no lease was somebody's: whoever comes by does not inherit it.
    const unheld = { ...at, leases: new Leases([]) }
    expect(refusalOf(unheld, mine(unheld, { parent: 'cards', sub: 'x', ...value }))).toBe('not-leased')
    expect(
      refusalOf(unheld, forge([{ client: 5003, clock: 0, structs: [{ parent: 'cards', sub: 'x', ...value }] }])),
    ).toBe('accepted')
  })

  test('[GRD-5] Y3: a struct that begins in what is known must repeat it truly', () => {
    const at = scene()
    at.doc.clientID = ME
    const text = new Y.XmlText('abc')
    at.doc.getXmlFragment('clause:a').insert(0, [text])
    const parent: [number, number] = [text._item!.id.client, text._item!.id.clock]
    const clock = next(at) - 3
    const said = (words: string): Uint8Array =>
      forge([{ client: ME, clock, structs: [{ parent, ...content.string(words) }] }])
    expect(refusalOf(at, said('abcd'))).toBe('accepted')
    expect(refusalOf(at, said('xbcd'))).toBe('bytes-differ')
    expect(
      refusalOf(at, forge([{ client: ME, clock, structs: [{ parent: elementId(at, 1), ...content.string('abcd') }] }])),
    ).toMatch(/bytes-differ|bad-content/)
  })

  test('[GRD-6] Y4: deletes of clocks that do not exist yet, or of ids never seen, are refused', () => {
    const at = scene()
    const future: [number, number] = [next(at, OTHER), 1000]
    expect(refusalOf(at, forge([], [{ client: OTHER, ranges: [future] }]))).toBe('bad-delete')
    expect(refusalOf(at, forge([], [{ client: 999_999, ranges: [[0, 1]] }]))).toBe('bad-delete')
    expect(refusalOf(at, forge([], [{ client: OTHER, ranges: [[0, 1]] }]))).toBe('accepted')
  })

  test('[GRD-7] Y5: nesting deeper than any canvas goes is refused', () => {
    const at = scene()
    const clock = next(at)
    const structs = Array.from(
      { length: 2_000 },
      (_, depth): Forged => ({ parent: depth === 0 ? 'cards' : [ME, clock + depth - 1], sub: 'k', ...content.map() }),
    )
    expect(refusalOf(at, mine(at, ...structs))).toBe('bad-content')
    expect(refusalOf(at, mine(at, ...structs.slice(0, 32)))).toBe('accepted')
    expect(refusalOf(at, mine(at, ...structs.slice(0, 33)))).toBe('bad-content')
  })

  test('[GRD-8] Y6: an update under thousands of client ids is refused, and so is one id beyond a member’s share', () => {
    const at = scene()
    const many = (count: number): Uint8Array =>
      forge(
        Array.from({ length: count }, (_, n) => ({
          client: 100_000 + n,
          clock: 0,
          structs: [{ parent: 'cards', sub: `k${n}`, ...value }],
        })),
      )
    expect(refusalOf(at, many(20_000), true)).toBe('too-many-ids')
    expect(refusalOf(at, many(64))).toBe('too-many-ids')
    expect(refusalOf(at, many(63))).toBe('accepted')
  })

  test('[GRD-9] Y7, Y15: structs that lean on something missing, or on each other in a circle, are refused and never parked', () => {
    const at = scene()
    expect(refusalOf(at, mine(at, { origin: [777_777, 5], ...xmlElement('x') }))).toBe('unknown-parent')
    const circle = forge([
      { client: ME, clock: next(at), structs: [{ origin: [6001, 0], ...xmlElement('x') }] },
      { client: 6001, clock: 0, structs: [{ origin: [ME, next(at)], ...xmlElement('y') }] },
    ])
    expect(refusalOf(at, circle)).toBe('unknown-parent')
  })

  test('[GRD-10] Y9: varints that are not in their shortest form, and anything after the end, are no message', () => {
    expect(decodeFrame(new Uint8Array([0x80, 0x00, 0x02, 0x02, 0x00, 0x00]), false)).toBeNull()
    expect(decodeFrame(new Uint8Array([0x00, 0x82, 0x00, 0x02, 0x00, 0x00]), false)).toBeNull()
    expect(decodeFrame(new Uint8Array([0, 2, 2, 0, 0, 9]), false)).toBeNull()
    expect(decodeFrame(new Uint8Array([0, 2, 2, 0, 0]), false)).toMatchObject({ type: 'update' })
    expect(refusalOf(scene(), new Uint8Array([0, 0, 0]))).toBe('bad-message')
  })

  test('[GRD-11] Y10: names that reach into a prototype are refused as keys and inside values', () => {
    const at = scene()
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      expect(refusalOf(at, mine(at, { parent: 'cards', sub: name, ...value }))).toBe('bad-content')
      const object = [118, 1, ...str(name), 118, 0]
      expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.any(object) }))).toBe('bad-content')
      expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.any([117, 1, ...object]) }))).toBe(
        'bad-content',
      )
    }
    const deep = Array.from({ length: 9 }, () => [117, 1]).flat()
    expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.any([...deep, 126]) }))).toBe('bad-content')
  })

  test('[GRD-12] Y11: unknown roots, list items in a map, keys in a fragment and sub-documents are refused', () => {
    const at = scene()
    expect(refusalOf(at, mine(at, { parent: 'elsewhere', sub: 'x', ...value }))).toBe('unknown-root')
    expect(refusalOf(at, mine(at, { parent: 'cards', ...value }))).toBe('bad-content')
    expect(refusalOf(at, mine(at, { parent: 'clause:a', sub: 'x', ...value }))).toBe('bad-content')
    expect(refusalOf(at, mine(at, { parent: 'clause:a', ...content.string('x') }))).toBe('bad-content')
    expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.subdocument() }))).toBe('bad-message')
  })

  test('[GRD-13] Y13: a flood of new structs or deletes in one frame is refused; what is known is free', () => {
    const at = scene()
    const rows = Array.from({ length: 20_001 }, (_, n): Forged => ({ parent: 'cards', sub: `k${n}`, ...value }))
    expect(refusalOf(at, mine(at, ...rows))).toBe('too-large')
    const many = mine(at, ...rows.slice(1))
    expect(refusalOf(at, many)).toBe('accepted')
    Y.applyUpdate(at.doc, many)
    expect(refusalOf(at, many)).toBe('accepted')
    const every = Array.from({ length: 10_000 }, (_, n): [number, number] => [next(at) - 1 - 2 * n, 1])
    expect(refusalOf(at, forge([], [{ client: ME, ranges: [...every, [3, 1]] }]))).toBe('too-large')
  })

  test('[GRD-14] Y14: a right origin left of the origin is refused where both may stand in one struct, known, new or both', () => {
    const at = scene()
    const [first, second, last] = [elementId(at, 0), elementId(at, 2), elementId(at, 3)]
    expect(refusalOf(at, mine(at, { origin: elementId(at, 1), right: second, ...xmlElement('x') }))).toBe('accepted')
    expect(refusalOf(at, mine(at, { origin: last, right: second, ...xmlElement('x') }))).toBe('bad-origin')
    expect(refusalOf(at, mine(at, { origin: second, right: second, ...xmlElement('x') }))).toBe('bad-origin')
    const clock = next(at)
    const here = elementId(at, 1)
    const one: Forged = { origin: first, right: here, ...xmlElement('x') }
    const two: Forged = { origin: [ME, clock], right: here, ...xmlElement('y') }
    const refer = (origin: [number, number], right: [number, number]): string =>
      refusalOf(at, mine(at, one, two, { origin, right, ...xmlElement('z') }))
    expect(refer([ME, clock + 1], [ME, clock + 1])).toBe('bad-origin')
    expect(refer([ME, clock + 1], here)).toBe('accepted')
    // No struct ever begins before these and goes on into them, so their place is the same for everybody.
    expect(refer([ME, clock + 1], [ME, clock])).toBe('accepted')
    expect(refer([ME, clock + 1], first)).toBe('accepted')
    const text = new Y.XmlText('abc')
    at.doc.getXmlFragment('clause:a').insert(0, [text])
    const said = [text._item!.id.client, text._item!.id.clock] as const
    for (const right of [2, 3])
      expect(
        refusalOf(
          at,
          mine(at, { origin: [said[0], said[1] + 3], right: [said[0], said[1] + right], ...content.string('x') }),
        ),
      ).toBe('bad-origin')
  })

  test('[GRD-46] Y14: a right origin that leans on something between the two is refused, with an origin and without', () => {
    const at = scene()
    const [first, second, last] = [elementId(at, 0), elementId(at, 2), elementId(at, 3)]
    expect(refusalOf(at, mine(at, { origin: first, right: last, ...xmlElement('x') }))).toBe('bad-origin')
    expect(refusalOf(at, mine(at, { right: last, ...xmlElement('x') }))).toBe('bad-origin')
    expect(refusalOf(at, mine(at, { right: first, ...xmlElement('x') }))).toBe('accepted')
    // What came between since leans on nothing that was there: two people wrote in one place.
    expect(refusalOf(at, mine(at, { origin: first, right: second, ...xmlElement('x') }))).toBe('accepted')
  })

  test('[GRD-45] an order that only a dry run can tell is taken where it holds, and refused once a connection has asked too often', () => {
    const at = scene()
    const clock = next(at)
    const beside: Forged = { origin: elementId(at, 0), right: elementId(at, 1), ...xmlElement('x') }
    const update = mine(at, beside, beside, { origin: [ME, clock], right: [ME, clock + 1], ...xmlElement('z') })
    let asked = 0
    const context = {
      doc: at.doc,
      leases: at.leases,
      member: 'me',
      roots: ROOTS,
      documentBytes: 0,
      bulk: false,
      capIds: true,
    }
    const ruled = [true, false].map(may => judgeUpdate(update, { ...context, mayDryRun: () => ++asked > 0 && may }))
    expect(ruled.map(({ ok }) => ok)).toEqual([true, false])
    expect(asked).toBe(2)
  })

  test('[GRD-15] Y16: a neighbour that is the struct itself or comes after it is refused', () => {
    const at = scene()
    const clock = next(at)
    for (const ahead of [0, 1, 5]) {
      expect(refusalOf(at, mine(at, { origin: [ME, clock + ahead], ...xmlElement('x') }))).toBe('bad-origin')
      expect(refusalOf(at, mine(at, { right: [ME, clock + ahead], ...xmlElement('x') }))).toBe('bad-origin')
      expect(refusalOf(at, mine(at, { parent: [ME, clock + ahead], ...xmlElement('x') }))).toBe('bad-origin')
    }
  })

  test('[GRD-16] Y17: under a key there is one value and never a string run', () => {
    const at = scene()
    expect(
      refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.any(content.number(1), content.number(2)) })),
    ).toBe('bad-content')
    expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ...content.string('abc') }))).toBe('bad-content')
    expect(refusalOf(at, mine(at, { parent: 'cards', sub: 'x', ref: 8, content: [0] }))).toBe('bad-message')
  })

  test('[GRD-17] Y18: a parent that holds nothing, and neighbours from two types or keys, are refused', () => {
    const at = scene()
    const cards = at.doc.getMap('cards')
    const card = (cards.get('theirs') as Y.Map<unknown>)._map.get('text')!.id
    expect(refusalOf(at, mine(at, { parent: [card.client, card.clock], sub: 'x', ...value }))).toBe('unknown-parent')
    const row = cards._map.get('theirs')!.id
    const other = cards._map.get('mine')!.id
    expect(
      refusalOf(at, mine(at, { origin: elementId(at, 0), right: [row.client, row.clock], ...xmlElement('x') })),
    ).toBe('bad-origin')
    expect(
      refusalOf(at, mine(at, { origin: [row.client, row.clock], right: [other.client, other.clock], ...value })),
    ).toBe('bad-origin')
  })

  test('[GRD-18] a reader’s update with nothing new is accepted as nothing; anything new is read-only', () => {
    const at = scene()
    const known = judge(at, Y.encodeStateAsUpdate(at.doc), false, null)
    expect(known).toMatchObject({ ok: true, value: { isNew: false, leases: [] } })
    for (const update of [
      mine(at, { parent: 'cards', sub: 'x', ...value }),
      forge([], [{ client: OTHER, ranges: [[0, 1]] }]),
    ]) {
      expect(judge(at, update, false, null)).toMatchObject({ ok: false, refusal: { code: 'read-only', close: 4403 } })
    }
  })

  test('[GRD-19] a full document takes deletes and nothing else', () => {
    const at = scene()
    const full = {
      doc: at.doc,
      leases: at.leases,
      member: 'me',
      roots: ROOTS,
      documentBytes: 11 * 1024 * 1024,
      bulk: false,
      capIds: true,
    }
    expect(judgeUpdate(mine(at, { parent: 'cards', sub: 'x', ...value }), full)).toMatchObject({
      ok: false,
      refusal: { code: 'document-full' },
    })
    expect(judgeUpdate(forge([], [{ client: OTHER, ranges: [[0, 1]] }]), full)).toMatchObject({
      ok: true,
      value: { isNew: true },
    })
  })
})

test('[GRD-20] thirty thousand mutated updates: none crashes or stalls, and whatever passes leaves a document that loads the same', {
  timeout: 120_000,
}, () => {
  const chance = chanceFrom(20261123)
  let [accepted, refused] = [0, 0]
  for (let round = 0; round < 60; round++) {
    const at = scene()
    const author = new Y.Doc()
    Y.applyUpdate(author, Y.encodeStateAsUpdate(at.doc))
    author.clientID = ME
    const seeds: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => seeds.push(update))
    const undo = undoFor(author)
    while (seeds.length < 20) randomEdit(author, chance, undo)
    for (let n = 0; n < 500; n++) {
      const update = mutate(chance.pick(seeds), chance)
      const started = performance.now()
      const ruled = judge(at, update, chance.odds(0.1))
      if (ruled.ok) {
        accepted++
        for (const lease of ruled.value.leases) at.leases.keep(lease.clientId, lease.member)
        Y.applyUpdate(at.doc, ruled.value.update)
      } else refused++
      expect(performance.now() - started).toBeLessThan(500)
      expect(at.doc.store.pendingStructs ?? at.doc.store.pendingDs).toBeNull()
    }
    const fresh = new Y.Doc()
    for (const update of at.log) Y.applyUpdate(fresh, update)
    expect(view(fresh)).toBe(view(at.doc))
    const whole = new Y.Doc()
    Y.applyUpdate(whole, Y.encodeStateAsUpdate(at.doc))
    expect(view(whole)).toBe(view(at.doc))
  }
  expect(accepted).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(10_000)
})

function mutate(seed: Uint8Array, chance: ReturnType<typeof chanceFrom>): Uint8Array {
  const bytes = [...seed]
  for (let times = chance.below(4); times >= 0; times--) {
    const at = chance.below(bytes.length)
    const change = chance.below(4)
    if (change === 0) bytes[at] = chance.below(256)
    else if (change === 1) bytes[at] = (bytes[at]! + (chance.odds(0.5) ? 1 : 255)) % 256
    else if (change === 2) bytes.splice(at, 1 + chance.below(3))
    else bytes.splice(at, 0, ...bytes.slice(at, at + chance.below(8)))
  }
  return new Uint8Array(bytes)
}

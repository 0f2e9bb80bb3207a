import * as Y from 'yjs'
import { awarenessFrame, step2Frame, updateFrame } from '../../server/sync/frame.ts'
import { content, type Forged, forge, str, uint } from '../server/sync/forge.ts'
import type { Chance } from '../sim/random.ts'

/** What an attacker knows when it makes a frame: the document as it stands, its own client id, and the id of its victim. */
export type Sight = { doc: Y.Doc; self: number; victim: number }

/** A frame to send: bytes, or a text message, which is none. */
export type Attack = { name: string; frame: Uint8Array | string }

const FRAGMENT = 'clause:fuzz'
const value = content.any(content.number(1))
const element = (name: string): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [3, ...str(name)] })

/** An honest edit of a copy of the document under the attacker's own id, as an update. */
export function honestUpdate({ doc, self }: Sight, chance: Chance): Uint8Array {
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  copy.clientID = self
  const before = Y.encodeStateVector(copy)
  for (let times = 1 + chance.below(3); times > 0; times--) edit(copy, chance)
  const update = Y.encodeStateAsUpdate(copy, before)
  copy.destroy()
  return update
}

function edit(doc: Y.Doc, chance: Chance): void {
  const fragment = doc.getXmlFragment(FRAGMENT)
  const paragraph = fragment.length > 0 ? fragment.get(chance.below(fragment.length)) : null
  const text = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : null
  const choice = chance.below(5)
  if (choice === 0 && fragment.length < 40) {
    const made = new Y.XmlElement('paragraph')
    made.insert(0, [new Y.XmlText('water'), new Y.XmlElement('hard_break')])
    fragment.insert(chance.below(fragment.length + 1), [made])
  } else if (choice === 1 && text instanceof Y.XmlText && text.length > 2) text.format(0, 2, { strong: {} })
  else if (choice === 2)
    doc.getMap('clauses').set(`k${chance.below(9)}`, new Y.Map<unknown>([['order', [1, { a: null }]]]))
  else if (text instanceof Y.XmlText) text.insert(chance.below(text.length + 1), 'mill ')
  else doc.getMap('clauses').set('order', chance.below(99))
}

/** The attacks of security.md section 1, Y1 to Y18, against the document as it stands now. */
function knownAttacks({ doc, self, victim }: Sight): { name: string; make: () => Uint8Array | string }[] {
  const next = Y.getState(doc.store, self)
  const theirs = Y.getState(doc.store, victim)
  const list: [number, number][] = []
  for (let item = doc.getXmlFragment(FRAGMENT)._start; item !== null; item = item.right)
    list.push([item.id.client, item.id.clock])
  const first = list[0] ?? [victim, 0]
  const last = list.at(-1) ?? first
  const own = (...structs: Forged[]): Uint8Array => forge([{ client: self, clock: next, structs }])
  const keyed = (parent: string, sub: string, body = value): Forged => ({ parent, sub, ...body })
  const updates: Record<string, () => Uint8Array> = {
    Y1: () => forge([{ client: self, clock: 2 ** 53 - 10, structs: [keyed('clauses', 'x')] }]),
    'Y1 near': () => forge([{ client: self, clock: next + 7, structs: [keyed('clauses', 'x')] }]),
    Y2: () => Y.encodeStateAsUpdateV2(doc).slice(0, 4_000),
    Y3: () => forge([{ client: victim, clock: theirs, structs: [keyed('clauses', 'stolen')] }]),
    'Y3 straddle': () =>
      forge([
        { client: victim, clock: Math.max(0, theirs - 1), structs: [{ origin: first, ...content.string('zzz') }] },
      ]),
    Y4: () => forge([], [{ client: victim, ranges: [[theirs, 1_000]] }]),
    Y5: () =>
      own(
        ...Array.from(
          { length: 200 },
          (_, depth): Forged => ({
            parent: depth === 0 ? 'clauses' : [self, next + depth - 1],
            sub: 'k',
            ...content.map(),
          }),
        ),
      ),
    Y6: () =>
      forge(
        Array.from({ length: 2_500 }, (_, n) => ({
          client: 70_000 + n,
          clock: 0,
          structs: [keyed('clauses', `k${n}`)],
        })),
      ),
    Y7: () => own({ origin: [777_777, 5], ...element('x') }),
    Y10: () => own(keyed('clauses', '__proto__')),
    'Y10 deep': () => own(keyed('clauses', 'x', content.any([118, 1, ...str('__proto__'), 118, 0]))),
    Y11: () => own(keyed('elsewhere', 'x')),
    'Y11 list': () => own({ parent: 'clauses', ...value }),
    'Y11 subdocument': () => own({ parent: 'clauses', sub: 'x', ...content.subdocument() }),
    Y12: () => forge([{ client: 2, clock: 0, structs: [keyed('clauses', 'x')] }]),
    Y13: () => forge([], [{ client: victim, ranges: Array.from({ length: 12_000 }, (_, n) => [theirs + 2 * n, 1]) }]),
    'Y13 array': () =>
      own(keyed('clauses', 'x', content.any([117, ...uint(60_000), ...Array<number>(60_000).fill(126)]))),
    Y14: () => own({ origin: last, right: first, ...element('x') }),
    'Y14 same': () => own({ origin: last, right: last, ...element('x') }),
    Y15: () =>
      forge([
        { client: self, clock: next, structs: [{ origin: [self + 1, 0], ...element('x') }] },
        { client: self + 1, clock: 0, structs: [{ origin: [self, next], ...element('y') }] },
      ]),
    Y16: () => own({ origin: [self, next], ...element('x') }),
    'Y16 ahead': () => own({ right: [self, next + 3], ...element('x') }),
    Y17: () => own({ parent: 'clauses', sub: 'x', ...content.any(content.number(1), content.number(2)) }),
    'Y17 string': () => own(keyed('clauses', 'x', content.string('abc'))),
    Y18: () => own({ parent: first, sub: 'x', ...content.string('x') }),
    'Y18 types': () => own({ origin: first, right: [victim, Math.max(0, theirs - 1)], ...element('x') }),
  }
  const bytes = new TextEncoder().encode(JSON.stringify({ user: { name: 'Zuhura', role: 'broker' } }))
  const frames: Record<string, () => Uint8Array | string> = {
    Y8: () => awarenessFrame([{ clientId: victim, clock: 2 ** 40, json: bytes }]),
    'Y8 null': () => awarenessFrame([{ clientId: victim, clock: 99, json: new TextEncoder().encode('null') }]),
    Y9: () => new Uint8Array([0x80, 0x00, 0x02, 0x02, 0x00, 0x00]),
    'Y9 inner': () => new Uint8Array([0x00, 0x82, 0x00, ...updateFrame(updates.Y3!()).subarray(2)]),
    text: () => 'hello',
    empty: () => new Uint8Array(0),
    large: () => updateFrame(new Uint8Array(300_000).fill(7)),
    'bad vector': () => new Uint8Array([0, 0, 3, 255, 255, 255]),
  }
  return [
    ...Object.entries(updates).map(([name, make]) => ({ name, make: () => updateFrame(make()) })),
    ...Object.entries(frames).map(([name, make]) => ({ name, make })),
  ]
}

/** Structs that decode well and point anywhere: neighbours, parents and contents as chance has it. */
function randomStructs({ doc, self, victim }: Sight, chance: Chance): Uint8Array {
  const ids: [number, number][] = []
  for (const [client, structs] of doc.store.clients)
    for (const { id, length } of structs) ids.push([client, id.clock + chance.below(length)])
  const next = Y.getState(doc.store, self)
  const contents = [
    () => content.string('xyz'),
    () => value,
    () => content.map(),
    () => content.array(),
    () => content.xmlText(),
    () => element('p'),
    () => ({ ref: 6, content: [...str('strong'), ...str('{}')] }),
    () => ({ ref: 1, content: uint(1 + chance.below(3)) }),
    () => ({ ref: 0, content: uint(2) }),
  ]
  let clock = next
  const structs = Array.from({ length: 1 + chance.below(4) }, (): Forged => {
    const any = (): [number, number] =>
      chance.odds(0.3) ? [self, Math.max(0, clock - 1)] : chance.pick([...ids, [self, 0]])
    const body = chance.pick(contents)()
    clock += body.ref === 4 ? 3 : body.ref === 0 ? 2 : 1
    if (body.ref === 0) return body
    if (chance.odds(0.3)) {
      const parent = chance.odds(0.5) ? chance.pick(['clauses', 'clause:fuzz', 'clause:other']) : any()
      return { parent, ...(chance.odds(0.5) ? { sub: chance.pick(['order', 'level', 'k1']) } : {}), ...body }
    }
    return {
      ...(chance.odds(0.8) ? { origin: any() } : { right: any() }),
      ...(chance.odds(0.5) ? { right: any() } : {}),
      ...body,
    }
  })
  const range: [number, number] = chance.pick([...ids, [victim, 0]])
  const deletes = chance.odds(0.2)
    ? [{ client: range[0], ranges: [[range[1], 1 + chance.below(2)] as [number, number]] }]
    : []
  return forge([{ client: self, clock: next, structs }], deletes)
}

/** One frame of a kind that chance picks: mutated, cut, spliced or hand-made. */
export function attack(sight: Sight, seeds: readonly Uint8Array[], chance: Chance): Attack {
  const kind = chance.below(10)
  if (kind < 2) {
    const { name, make } = chance.pick(knownAttacks(sight))
    const frame = make()
    if (kind === 0 || typeof frame === 'string') return { name, frame }
    return { name: `${name} mutated`, frame: mutate(frame, chance) }
  }
  if (kind > 6) return { name: 'random structs', frame: updateFrame(randomStructs(sight, chance)) }
  const seed = chance.pick(seeds)
  const frame = chance.odds(0.8) ? updateFrame(seed) : step2Frame(seed)
  if (kind === 2) return { name: 'cut', frame: frame.slice(0, chance.below(frame.length)) }
  if (kind === 3) {
    const other = chance.pick(seeds)
    const spliced = [...seed.subarray(0, chance.below(seed.length)), ...other.subarray(chance.below(other.length))]
    return { name: 'spliced', frame: updateFrame(new Uint8Array(spliced)) }
  }
  if (kind === 4) return { name: 'honest', frame }
  if (kind === 5) return { name: 'frame mutated', frame: mutate(frame, chance) }
  return { name: 'mutated', frame: updateFrame(mutate(seed, chance)) }
}

function mutate(seed: Uint8Array, chance: Chance): Uint8Array {
  const bytes = [...seed.subarray(0, 20_000)]
  for (let times = chance.below(4); times >= 0; times--) {
    const at = chance.below(bytes.length)
    const change = chance.below(4)
    if (change === 0) bytes[at] = chance.below(256)
    else if (change === 1) bytes[at] = ((bytes[at] ?? 0) + (chance.odds(0.5) ? 1 : 255)) % 256
    else if (change === 2) bytes.splice(at, 1 + chance.below(3))
    else bytes.splice(at, 0, ...bytes.slice(at, at + chance.below(8)))
  }
  return new Uint8Array(bytes)
}

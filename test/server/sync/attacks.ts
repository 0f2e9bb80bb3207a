import * as Y from 'yjs'
import { awarenessFrame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { content, type Forged, forge, str, uint } from './forge.ts'

/** The document before the attack, whose ids are whose, and the next clock of each. */
export type Sight = { doc: Y.Doc; self: number; victim: number }

/** The attacks of security.md section 1 at their full size, as frames. Each is made against the document as its victim left it. */
export const ATTACKS = {
  Y1: sight => own(sight, [keyed('x')], 2 ** 53 - 10),
  Y2: () => updateFrame(V2_BOMB),
  Y3: ({ doc, victim }) => under(victim, Y.getState(doc.store, victim), [keyed('stolen')]),
  Y4: ({ doc, victim }) =>
    updateFrame(forge([], [{ client: victim, ranges: [[Y.getState(doc.store, victim), 100_000]] }])),
  Y5: sight => {
    const clock = next(sight)
    const structs = Array.from(
      { length: 2_000 },
      (_, depth): Forged => ({
        parent: depth === 0 ? 'cards' : [sight.self, clock + depth - 1],
        sub: 'k',
        ...content.map(),
      }),
    )
    const ranges: [number, number][] = [[clock, 1]]
    return updateFrame(forge([{ client: sight.self, clock, structs }], [{ client: sight.self, ranges }]))
  },
  Y6: () =>
    step2Frame(
      forge(
        Array.from({ length: 20_000 }, (_, n) => ({ client: 100_000 + n, clock: 0, structs: [keyed(`k${n % 7}`)] })),
      ),
    ),
  Y7: sight =>
    own(
      sight,
      Array.from({ length: 8_000 }, (_, n): Forged => ({ origin: [777_777, n], ...element('x') })),
    ),
  Y8: ({ victim }) => awarenessFrame([{ clientId: victim, clock: 2 ** 40, json: json({ at: 'hijacked' }) }]),
  Y9: sight => {
    const plain = own(sight, [keyed('x')])
    return new Uint8Array([0x80, 0x00, ...plain.subarray(1)])
  },
  Y10: sight => own(sight, [{ parent: 'cards', sub: 'x', ...content.any([118, 1, ...str('__proto__'), 118, 0]) }]),
  Y11: sight => own(sight, [{ parent: 'cards', ...VALUE }]),
  Y12: () => under(2, 0, [keyed('forged')]),
  Y13: sight => updateFrame(forge([{ client: sight.self, clock: next(sight), structs: [keyed('x', list(200_000))] }])),
  Y14: sight => {
    const [, second, last] = elements(sight)
    return own(sight, [{ origin: last!, right: second!, ...element('x') }])
  },
  Y15: sight =>
    updateFrame(
      forge([
        { client: sight.self, clock: next(sight), structs: [{ origin: [6_001, 0], ...element('x') }] },
        { client: 6_001, clock: 0, structs: [{ origin: [sight.self, next(sight)], ...element('y') }] },
      ]),
    ),
  Y16: sight => own(sight, [{ origin: [sight.self, next(sight)], ...element('x') }]),
  Y17: sight => own(sight, [keyed('x', content.string('abc'))]),
  Y18: sight => {
    const { client, clock } = sight.doc.getMap('cards')._map.get('theirs')!.id
    return own(sight, [{ origin: elements(sight)[0]!, right: [client, clock], ...element('x') }])
  },
} satisfies Record<string, (sight: Sight) => Uint8Array>

/** The name of an attack. */
export type AttackName = keyof typeof ATTACKS

/** Writes what the attacks are made against. */
export function furnish(doc: Y.Doc): void {
  doc.getMap('cards').set('theirs', new Y.Map([['text', 'river']]))
  doc.getXmlFragment('clause:a').insert(
    0,
    ['p', 'q', 'r'].map(name => new Y.XmlElement(name)),
  )
}

const VALUE = content.any(content.number(1))
const keyed = (sub: string, body: Pick<Forged, 'ref' | 'content'> = VALUE): Forged => ({
  parent: 'cards',
  sub,
  ...body,
})
const element = (name: string): Pick<Forged, 'ref' | 'content'> => ({ ref: 7, content: [3, ...str(name)] })
const list = (length: number) => content.any([117, ...uint(length), ...new Array<number>(length).fill(126)])
const json = (state: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(state))
const next = ({ doc, self }: Sight): number => Y.getState(doc.store, self)
const under = (client: number, clock: number, structs: Forged[]): Uint8Array =>
  updateFrame(forge([{ client, clock, structs }]))
const own = (sight: Sight, structs: Forged[], clock = next(sight)): Uint8Array => under(sight.self, clock, structs)

function elements({ doc }: Sight): [number, number][] {
  const ids: [number, number][] = []
  for (let item = doc.getXmlFragment('clause:a')._start; item !== null; item = item.right)
    ids.push([item.id.client, item.id.clock])
  return ids
}

/** A V2 update whose run-length columns claim billions of structs. */
const V2_BOMB = new Uint8Array([
  0, 0, 6, 255, 255, 255, 255, 255, 31, 0, 0, 1, 4, 0, 0, 0, 0, 1, 255, 255, 255, 255, 15, 1, 1, 0, 0, 0,
])

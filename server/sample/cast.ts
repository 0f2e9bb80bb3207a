import { newId } from '../../shared/ids.ts'
import type { DecisionKey } from './decisions.ts'
import { DECISIONS } from './decisions.ts'
import { PARTIES, type PartyKey, PEOPLE, type PersonKey } from './people.ts'
import { STAKEHOLDERS } from './stakeholders.ts'

/** Fresh ids for everything in one copy of the sample, and the marks that its parties were dealt. */
export type Cast = {
  parties: ReadonlyMap<PartyKey, string>
  marks: ReadonlyMap<PartyKey, number>
  people: ReadonlyMap<PersonKey, string>
  stakeholders: ReadonlyMap<string, string>
  proposals: ReadonlyMap<DecisionKey | 'D9', string>
}

/** Marks there are: twelve pairs of hue and shape. */
const MARKS = 12

/** Deals ids and marks for one copy of the sample. `below(n)` answers a random whole number under n. */
export function castSample(below: (n: number) => number = secureBelow): Cast {
  const deck = shuffled(
    Array.from({ length: MARKS }, (_, index) => index + 1),
    below,
  )
  return {
    parties: new Map(PARTIES.map(party => [party.key, newId()])),
    marks: new Map(PARTIES.map((party, index) => [party.key, deck[index]!])),
    people: new Map(PEOPLE.map(person => [person.key, newId()])),
    stakeholders: new Map(STAKEHOLDERS.map(stakeholder => [stakeholder.key, newId()])),
    proposals: new Map([...DECISIONS.map(decision => decision.key), 'D9' as const].map(key => [key, newId()])),
  }
}

/** The id that a key was given; a key that nobody cast is a mistake in the sample's own data and throws. */
export function idOf<Key>(ids: ReadonlyMap<Key, string>, key: Key): string {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`the sample has no ${String(key)}`)
  return id
}

function shuffled<T>(cards: readonly T[], below: (n: number) => number): T[] {
  const deck = [...cards]
  for (let last = deck.length - 1; last > 0; last--) {
    const pick = below(last + 1)
    const card = deck[last]!
    deck[last] = deck[pick]!
    deck[pick] = card
  }
  return deck
}

function secureBelow(n: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % n
}

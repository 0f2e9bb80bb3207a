import { newId } from '../../shared/ids.ts'
import type { Fact, Words } from '../../shared/ledger/facts.ts'
import { type Cast, idOf } from './cast.ts'
import { CLAUSES } from './clauses.ts'
import { PARTIES, type PartyKey, PEOPLE, type PersonKey } from './people.ts'
import { MAP_QUESTION, RATERS, RATINGS } from './stakeholders.ts'
import { type Act, FIRST_DAY } from './timeline.ts'

/** Day on which the parties rated the map. */
const RATED_DAY = -42

/** Plain words of a fact, in the normal form that the chain commits to. */
export function words(text: string): Words {
  return { words: text.normalize('NFC') }
}

/** Who speaks for a party. */
export function speakerOf(party: PartyKey): PersonKey {
  const person = PEOPLE.find(one => one.party === party)
  if (!person) throw new Error(`nobody in the sample speaks for ${party}`)
  return person.key
}

/** What the brokers keep outside Trestle, said on the cycle. */
export function cycleActs(): Act[] {
  const note = words('Told in eight first talks. Ben keeps the notes; ask him.')
  return [
    {
      day: FIRST_DAY + 20,
      by: 'zuhura',
      facts: [{ type: 'artifact.marked', artifact: 'partner-assessments', standing: 'in-place', note }],
    },
  ]
}

/** The parties take their seats, then the people. */
export function seatingActs(cast: Cast): Act[] {
  const parties = PARTIES.map(
    (party): Fact<Words> => ({
      type: 'party.added',
      party: idOf(cast.parties, party.key),
      mark: cast.marks.get(party.key)!,
      sector: party.sector,
      standing: party.standing,
      name: words(party.name),
      short: words(party.short),
      initials: words(party.initials),
    }),
  )
  const people = PEOPLE.map(
    (person): Act => ({
      day: FIRST_DAY + 1,
      by: person.key,
      facts: [
        {
          type: 'member.joined',
          member: idOf(cast.people, person.key),
          role: person.role,
          party: person.party && idOf(cast.parties, person.party),
          name: words(person.name),
        },
      ],
    }),
  )
  return [{ day: FIRST_DAY + 1, by: null, facts: parties }, ...people]
}

/** The map's question, then each party's ratings as one act. */
export function ratingActs(cast: Cast, map: string): Act[] {
  const question = newId()
  const asked: Act = {
    day: RATED_DAY - 1,
    by: 'zuhura',
    facts: [{ type: 'question.set', document: map, question, text: words(MAP_QUESTION) }],
  }
  const rated = RATERS.map(
    (party, column): Act => ({
      day: RATED_DAY,
      by: speakerOf(party),
      facts: RATINGS.flatMap(rating => {
        const power = rating.influence[column] ?? null
        const interest = rating.interest[column] ?? null
        const note = rating.notes?.[party]
        // A dash without a word is no rating at all; with a note it is a party that declines to put a number on it.
        if (power === null && interest === null && note === undefined) return []
        return [
          {
            type: 'rating.given' as const,
            document: map,
            stakeholder: idOf(cast.stakeholders, rating.stakeholder),
            question,
            party: idOf(cast.parties, party),
            values: {
              power: tenths(power),
              interest: tenths(interest),
              ...(rating.impact === undefined ? {} : { impact: tenths(rating.impact) }),
            },
            note: note === undefined ? null : words(note),
          },
        ]
      }),
    }),
  )
  return [asked, ...rated]
}

/** Moves of the clauses and what each party said of them; `clauses` gives each clause's row and hash by its number. */
export function clauseActs(
  cast: Cast,
  agreement: string,
  clauses: ReadonlyMap<string, { id: string; hash: string }>,
): Act[] {
  return CLAUSES.flatMap(clause => {
    const row = clauses.get(clause.number)
    if (!row) throw new Error(`the agreement has no clause ${clause.number}`)
    const spoken = (clause.moved.at(-1)?.day ?? -28) - 1
    const assents = (clause.assents ?? []).map(
      (assent): Act => ({
        day: spoken,
        by: speakerOf(assent.party),
        facts: [
          {
            type: 'assent.given',
            document: agreement,
            clause: row.id,
            party: idOf(cast.parties, assent.party),
            choice: assent.choice,
            hash: row.hash,
            reason: assent.reason === undefined ? null : words(assent.reason),
          },
        ],
      }),
    )
    const moves = clause.moved.map(
      (move): Act => ({
        day: move.day,
        by: 'zuhura',
        facts: [{ type: 'clause.moved', document: agreement, clause: row.id, state: move.state, hash: row.hash }],
      }),
    )
    return [...assents, ...moves]
  })
}

function tenths(value: number | null): number | null {
  return value === null ? null : value * 10
}

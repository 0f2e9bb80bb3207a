import type { AssentChoice, ClauseState } from '../../shared/ledger/facts.ts'
import { ALL_EIGHT, type PartyKey } from './people.ts'

/** One party's word on a clause. */
export type SampleAssent = { party: PartyKey; choice: AssentChoice; reason?: string }

/** A clause of the agreement by its number in the MoU preset, with each state it was moved to and the day (from creation). */
export type SampleClause = {
  number: string
  paragraphs: readonly string[]
  moved: readonly { state: ClauseState; day: number }[]
  assents?: readonly SampleAssent[]
}

const yes = (parties: readonly PartyKey[]): SampleAssent[] => parties.map(party => ({ party, choice: 'assent' }))

/** The clauses that have words; all others stay empty with their prompts. */
export const CLAUSES: readonly SampleClause[] = [
  {
    number: 'Y1',
    paragraphs: [
      'By the third dry season every kiosk on both banks opens every day, the delta has fresh water in March, and every cut is told to those it touches before it happens.',
    ],
    moved: [
      { state: 'discussed', day: -45 },
      { state: 'settled', day: -34 },
    ],
    assents: yes(ALL_EIGHT),
  },
  {
    number: 'Y3',
    paragraphs: [
      'Water Directorate: fewer emergencies.',
      'Highland Blooms: one audit, not five.',
      'Fishers and Ferry: a March with young shrimp.',
      'Water Kiosks: money that arrives.',
      'Upper Springs: quiet above the springs.',
      'Institute: data.',
      'Shared Taps: proof it can last.',
      'Water Window: …',
    ],
    moved: [],
  },
  {
    number: 'H2',
    paragraphs: [
      'One voice for each party. We decide by consent. Where water quantity is decided, those who draw it or live by it decide; funders speak. Silence is not consent.',
    ],
    moved: [{ state: 'discussed', day: -44 }],
  },
  {
    number: 'H4',
    paragraphs: [
      'The Federation holds the kiosk grant in an account that any two parties may inspect on a day’s notice.',
    ],
    moved: [],
    // What was a suggestion beside the text stands with the assent until suggestions exist.
    assents: [
      { party: 'WD', choice: 'assent', reason: 'Payments above 5,000 carry a second signature from the Directorate.' },
      { party: 'KF', choice: 'objection', reason: 'A second signature was how our money slept for eleven months.' },
    ],
  },
  {
    number: 'H8',
    paragraphs: [
      'Each user gives pump hours to the Institute. It publishes weekly totals for each reach and keeps each user’s figures to itself. Any party may have a total checked.',
    ],
    moved: [
      { state: 'discussed', day: -40 },
      { state: 'settled', day: -33 },
    ],
    assents: [
      ...yes(ALL_EIGHT.filter(party => party !== 'HB')),
      {
        party: 'HB',
        choice: 'reservation',
        reason: 'A buyer who reads our hours reads our costs; totals by reach we can live with.',
      },
    ],
  },
  {
    number: 'H11',
    paragraphs: [
      'Nothing is dug, driven or fixed above the second spring before the Council has said yes in its own way and time. A yes may be taken back if the work changes. No date in any plan counts against the Council.',
    ],
    moved: [],
  },
  {
    number: 'H13',
    paragraphs: [
      'The broker is paid by the Directorate until month nine and says so when each meeting opens. A co-broker is named by another party. Either steps down if three parties ask.',
    ],
    moved: [{ state: 'discussed', day: -30 }],
  },
  {
    number: 'I5',
    paragraphs: [
      'A party may leave with sixty days’ notice and without blame, after handing over keys, data and open promises. What it said stays in the record.',
    ],
    moved: [],
  },
  {
    number: 'L2',
    paragraphs: [
      'English and Swahili texts count equally. Where they differ we use the meaning explained at the table and written in the glossary.',
    ],
    moved: [{ state: 'discussed', day: -29 }],
  },
]

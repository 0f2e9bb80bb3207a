import type { MethodId, ObjectionState } from '../../shared/ledger/facts.ts'
import { ALL_EIGHT, type PartyKey, type PersonKey, WATER_SIX } from './people.ts'

/** Numbers as the sample's own log gives them; the ones between use methods that come later. */
export type DecisionKey = 'D1' | 'D3' | 'D5' | 'D6'

/** The frozen words of one version. */
export type SampleText = { title: string; paragraphs: readonly string[] }

/** Something that happened to a proposal, `day` days after the day of creation (negative: before). */
export type SampleEvent =
  | {
      type: 'position'
      day: number
      party: PartyKey
      value: string
      reason?: string
      dueDay?: number
      proxy?: SampleProxy
    }
  | { type: 'objection'; day: number; party: PartyKey; reason: string }
  | { type: 'moved'; day: number; by: PersonKey; party: PartyKey; state: ObjectionState }
  | { type: 'amended'; day: number; by: PersonKey; text: SampleText; change: string; integrates: readonly PartyKey[] }

/** A position that someone else entered. */
export type SampleProxy = {
  by: PersonKey
  channel: 'telephone' | 'paper' | 'in-person'
  language: string
  readBack: boolean
  witness: string | null
}

/** A proposal of the sample with its whole life. `closed` is null while it is open. */
export type SampleDecision = {
  key: DecisionKey
  number: number
  method: MethodId
  openedDay: number
  openedBy: PersonKey
  closesDay: number
  closed: boolean
  text: SampleText
  electorate: readonly PartyKey[]
  required: readonly PartyKey[]
  supersedes: DecisionKey | null
  events: readonly SampleEvent[]
}

const each = (parties: readonly PartyKey[], day: number, value: string): SampleEvent[] =>
  parties.map(party => ({ type: 'position', day, party, value }))

const without = (parties: readonly PartyKey[], ...left: PartyKey[]) => parties.filter(party => !left.includes(party))

const D1: SampleDecision = {
  key: 'D1',
  number: 1,
  method: 'consent',
  openedDay: -70,
  openedBy: 'zuhura',
  closesDay: -62,
  closed: true,
  text: {
    title: 'Ground rules for how we meet and keep notes',
    paragraphs: [
      'Each party is asked in turn, and nobody is asked twice before all have been asked once. What is said is kept in the words it was said in.',
      'Notes of each meeting go out within three days.',
    ],
  },
  electorate: ALL_EIGHT,
  required: [],
  supersedes: null,
  events: [
    ...each(['WD', 'IH', 'SF', 'RW'], -69, 'consent'),
    {
      type: 'objection',
      day: -68,
      party: 'FC',
      reason: 'If only English notes go out, we did not agree to what is in them.',
    },
    { type: 'moved', day: -67, by: 'zuhura', party: 'FC', state: 'tested' },
    {
      type: 'amended',
      day: -66,
      by: 'zuhura',
      change: 'Swahili notes within three days.',
      integrates: ['FC'],
      text: {
        title: 'Ground rules for how we meet and keep notes',
        paragraphs: [
          'Each party is asked in turn, and nobody is asked twice before all have been asked once. What is said is kept in the words it was said in.',
          'Notes of each meeting go out in English and in Swahili within three days.',
        ],
      },
    },
    { type: 'moved', day: -65, by: 'mwanahawa', party: 'FC', state: 'integrated' },
    ...each(ALL_EIGHT, -64, 'consent'),
  ],
}

const D3: SampleDecision = {
  key: 'D3',
  number: 3,
  method: 'majority',
  openedDay: -60,
  openedBy: 'zuhura',
  closesDay: -55,
  closed: true,
  text: {
    title: 'Meet on Fridays at the Directorate’s hall',
    paragraphs: ['We meet on Fridays at the Water Directorate’s hall.'],
  },
  electorate: ALL_EIGHT,
  required: [],
  supersedes: null,
  events: [
    ...each(without(ALL_EIGHT, 'SC', 'KF', 'SF'), -58, 'yes'),
    { type: 'position', day: -57, party: 'SC', value: 'no', reason: 'Friday is the council’s day.' },
    { type: 'position', day: -57, party: 'KF', value: 'no', reason: 'Mornings belong to the taps.' },
    { type: 'position', day: -56, party: 'SF', value: 'abstain' },
  ],
}

const D5: SampleDecision = {
  key: 'D5',
  number: 5,
  method: 'consent',
  openedDay: -53,
  openedBy: 'zuhura',
  closesDay: -48,
  closed: true,
  text: {
    title: 'Meet on Tuesdays after two, each party hosting in turn',
    paragraphs: ['We meet on Tuesdays after two. Each party hosts in turn. The Council’s turn is on its own ground.'],
  },
  electorate: ALL_EIGHT,
  required: [],
  supersedes: 'D3',
  events: each(ALL_EIGHT, -50, 'consent'),
}

const D6_TITLE = 'On six March nights, no pumping from 02:00 to 06:00'
const D6_REST =
  'The Institute measures salt at the ferry. It stops if the tank at Tap 7 falls below 40 %. We decide again in April.'

const D6: SampleDecision = {
  key: 'D6',
  number: 6,
  method: 'consent',
  openedDay: -6,
  openedBy: 'zuhura',
  closesDay: 9,
  closed: false,
  text: {
    title: D6_TITLE,
    paragraphs: [`On six March nights no one pumps from 02:00 to 06:00 and the gate stays open. ${D6_REST}`],
  },
  electorate: WATER_SIX,
  required: ['FC', 'HB'],
  supersedes: null,
  events: [
    { type: 'position', day: -5, party: 'WD', value: 'consent', reason: 'the flow order needs a letter', dueDay: 4 },
    { type: 'position', day: -5, party: 'IH', value: 'consent' },
    { type: 'position', day: -5, party: 'KF', value: 'concern', reason: 'Who watches Tap 7 at four in the morning?' },
    {
      type: 'position',
      day: -4,
      party: 'FC',
      value: 'consent',
      proxy: { by: 'ben', channel: 'telephone', language: 'sw', readBack: true, witness: 'Radio Mto FM' },
    },
    {
      type: 'objection',
      day: -4,
      party: 'HB',
      reason: 'Two of the six nights are export week; the cold store may not stop.',
    },
    { type: 'moved', day: -3, by: 'zuhura', party: 'HB', state: 'tested' },
    {
      type: 'amended',
      day: -1,
      by: 'zuhura',
      change: 'Both nights that fell in export week are moved.',
      integrates: ['HB'],
      text: {
        title: D6_TITLE,
        paragraphs: [
          `On six March nights, none of them in export week, no one pumps from 02:00 to 06:00 and the gate stays open. ${D6_REST}`,
        ],
      },
    },
  ],
}

/** Every opened proposal of the sample, in the order of opening. */
export const DECISIONS: readonly SampleDecision[] = [D1, D3, D5, D6]

/** D9: a draft in the canvas, from the map. */
export const DRAFT: SampleText = {
  title: 'Who asks the herders, in whose place, and who brings the answer back?',
  paragraphs: ['From the map: the herders of Kamati ya Njia za Malisho are affected but unheard.'],
}

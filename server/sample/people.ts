import type { Role, Sector } from '../../shared/access/roles.ts'

/** Short names of the sample's parties: the eight partners and the associate. */
export type PartyKey = 'WD' | 'HB' | 'FC' | 'SC' | 'KF' | 'IH' | 'SF' | 'RW' | 'RM'

/** Short names of the sample's people: one representative per partner, the broker and the co-broker. */
export type PersonKey =
  | 'nassor'
  | 'ilse'
  | 'mwanahawa'
  | 'tolu'
  | 'rehema'
  | 'anwar'
  | 'corinne'
  | 'paulo'
  | 'zuhura'
  | 'ben'
  | 'asha'

/** A party of the sample. */
export type SampleParty = {
  key: PartyKey
  name: string
  short: string
  initials: string
  sector: Sector
  standing: 'partner' | 'associate'
}

/** A person of the sample; a broker belongs to no party. */
export type SamplePerson = { key: PersonKey; name: string; role: Role; party: PartyKey | null }

/** Name and purpose of the sample partnership, for when the creator gave none of their own. */
export const SAMPLE = {
  name: 'Mirata Basin Compact',
  purpose:
    'Fresh water for the delta in March, open taps all year, and no cut that anyone first hears of on the radio.',
} as const

const partner = (key: PartyKey, name: string, short: string, sector: Sector): SampleParty => ({
  key,
  name,
  short,
  initials: key,
  sector,
  standing: 'partner',
})

/** The eight parties and the associate, who takes no position. */
export const PARTIES: readonly SampleParty[] = [
  partner('WD', 'Mirata Water Directorate', 'Water Directorate', 'public'),
  partner('HB', 'Highland Blooms Ltd', 'Highland Blooms', 'business'),
  partner('FC', 'Lower Mirata Fishers’ and Ferry Cooperative', 'Fishers and Ferry', 'community'),
  partner('SC', 'Council of the Upper Springs', 'Upper Springs', 'indigenous'),
  partner('KF', 'Federation of Water Kiosks', 'Water Kiosks', 'civil-society'),
  partner('IH', 'Institute of Hydrology, Coast College', 'Institute', 'academia'),
  partner('SF', 'Shared Taps Fund', 'Shared Taps', 'donor'),
  partner('RW', 'Regional Water Window', 'Water Window', 'international'),
  { key: 'RM', name: 'Radio Mto FM', short: 'Radio Mto', initials: 'RM', sector: 'media', standing: 'associate' },
]

const speaker = (key: PersonKey, name: string, party: PartyKey): SamplePerson => ({
  key,
  name,
  role: 'representative',
  party,
})

/** Everyone at the table; Asha of the radio observes. Zuhura is on the Directorate's payroll and Ben was named by the Federation; neither speaks for them. */
export const PEOPLE: readonly SamplePerson[] = [
  { key: 'zuhura', name: 'Zuhura', role: 'broker', party: null },
  { key: 'ben', name: 'Ben', role: 'co-broker', party: null },
  speaker('nassor', 'Deputy Director Nassor', 'WD'),
  speaker('ilse', 'Water Manager Ilse', 'HB'),
  speaker('mwanahawa', 'Secretary Mwanahawa', 'FC'),
  speaker('tolu', 'Speaker Tolu', 'SC'),
  speaker('rehema', 'Chair Rehema', 'KF'),
  speaker('anwar', 'Dr Anwar', 'IH'),
  speaker('corinne', 'Programme Lead Corinne', 'SF'),
  speaker('paulo', 'Adviser Paulo', 'RW'),
  { key: 'asha', name: 'Producer Asha', role: 'observer', party: 'RM' },
]

/** Who decides for all but water quantity: the eight partners. */
export const ALL_EIGHT: readonly PartyKey[] = ['WD', 'HB', 'FC', 'SC', 'KF', 'IH', 'SF', 'RW']

/** Who decides for water quantity: those who draw it or live by it; funders speak. */
export const WATER_SIX: readonly PartyKey[] = ['WD', 'HB', 'FC', 'SC', 'KF', 'IH']

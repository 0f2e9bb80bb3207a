import type { Sector } from '../../shared/access/roles.ts'
import type { PartyKey } from './people.ts'

/** Kinds of stakeholder as the register names them (domain.md section 5). */
export type SampleKind = 'individual' | 'organisation' | 'group' | 'institution' | 'nature'

/** One row of the register. Fields not given stay empty: the sample says no more of them. */
export type SampleStakeholder = {
  key: string
  name: string
  kind: SampleKind
  sector: Sector
  /** The party at the table that this stakeholder is. */
  party?: PartyKey
  representedBy?: string
  notes?: string
  stake?: string
  relation?: 'affects' | 'affected' | 'both'
  /** Goes into the broker's companion document, never into the map. */
  sensitivities?: string
}

/** The map's question. */
export const MAP_QUESTION = 'Who decides how much fresh water reaches the delta in March?'

const row = (
  key: string,
  name: string,
  kind: SampleKind,
  sector: Sector,
  more: Partial<SampleStakeholder> = {},
): SampleStakeholder => ({
  key,
  name,
  kind,
  sector,
  ...more,
})

/** The eight that the parties rated. */
const RATED: readonly SampleStakeholder[] = [
  row('directorate', 'Water Directorate', 'institution', 'public', { party: 'WD' }),
  row('pump-managers', 'HB pump managers', 'group', 'business'),
  row('gate-keepers', 'Night gate keepers', 'group', 'public', { notes: 'The role, not the persons.' }),
  row('rivers-first', 'Rivers First', 'organisation', 'civil-society', { notes: 'Court petitioners.' }),
  row('fishing-households', 'Delta fishing households', 'group', 'community', { relation: 'affected' }),
  row('springs', 'Springs and groves', 'nature', 'other'),
  row('herders', 'Kamati ya Njia za Malisho', 'group', 'community', { notes: 'Herders.', relation: 'affected' }),
  row('kitchen-gardens', 'Flood-line kitchen gardens', 'group', 'community', {
    relation: 'affected',
    sensitivities: 'Land titles in husbands’ names.',
  }),
]

/** Register only, as the sample groups them. */
const PUBLIC: readonly SampleStakeholder[] = [
  row('permit-office', 'Basin permit office', 'institution', 'public'),
  row('health', 'District health', 'institution', 'public'),
  row('roads', 'Roads', 'institution', 'public'),
  row('weather', 'Weather service', 'institution', 'public'),
  row('river-police', 'River police', 'institution', 'public'),
  row('clerk-1', 'Town clerk, first town', 'institution', 'public'),
  row('clerk-2', 'Town clerk, second town', 'institution', 'public'),
  row('agriculture', 'Agriculture office', 'institution', 'public'),
  row('border', 'Border commission', 'institution', 'public'),
]

const BUSINESS: readonly SampleStakeholder[] = [
  row('brewery', 'Brewery', 'organisation', 'business'),
  row('tannery', 'Tannery row', 'group', 'business'),
  row('lodges', 'Lodges', 'group', 'business'),
  row('tankers', 'Tanker drivers', 'group', 'business'),
  row('sand', 'Sand diggers', 'group', 'business'),
  row('seed', 'Seed sellers', 'group', 'business'),
  row('insurers', 'Insurers', 'organisation', 'business'),
  row('dam', 'Power dam', 'organisation', 'business'),
  row('flower-buyers', 'Flower buyers’ club', 'organisation', 'business'),
]

const PEOPLES: readonly SampleStakeholder[] = [
  row('smallholders', 'Tail-end smallholders', 'group', 'community'),
  row('mothers', 'Mothers’ group', 'group', 'community'),
  row('disabled', 'Disabled people’s association', 'organisation', 'civil-society'),
  row('youth', 'Youth water voices', 'group', 'civil-society'),
  row('faith', 'Faith forum', 'group', 'civil-society'),
  row('schools', 'School heads', 'group', 'public'),
  row('ferry', 'Ferry crews', 'group', 'community'),
  row('nets', 'Net makers', 'group', 'community'),
  row('retired-keeper', 'Retired gate keeper', 'individual', 'community', { notes: 'Asked, said yes.' }),
]

const OTHERS: readonly SampleStakeholder[] = [
  row('legal-aid', 'Legal aid', 'organisation', 'civil-society'),
  row('mining', 'Mining prospect', 'organisation', 'business'),
  row('newspaper', 'Evening newspaper', 'organisation', 'media'),
  row('college', 'Technical college', 'institution', 'academia'),
  row('unborn', 'Children not yet born', 'nature', 'other', { representedBy: 'Youth water voices' }),
]

/** The whole register: forty. */
export const STAKEHOLDERS: readonly SampleStakeholder[] = [...RATED, ...PUBLIC, ...BUSINESS, ...PEOPLES, ...OTHERS]

/** Who rated, in the order of the columns below. */
export const RATERS: readonly PartyKey[] = ['WD', 'HB', 'FC', 'SC', 'KF', 'IH']

/**
 * What the six said of one stakeholder, 0–10 in the order of `RATERS`; null: no rating. `interest` is not in the sample's
 * source, which speaks of influence and impact alone; it is here so that the grid has a second axis to show.
 */
export type SampleRating = {
  stakeholder: string
  influence: readonly (number | null)[]
  interest: readonly (number | null)[]
  impact?: number
  notes?: Partial<Record<PartyKey, string>>
}

const none = null

/** Ratings of the map, party by party. */
export const RATINGS: readonly SampleRating[] = [
  { stakeholder: 'directorate', influence: [6, 9, 8, 7, 9, 8], interest: [8, 8, 7, 8, 7, 8] },
  { stakeholder: 'pump-managers', influence: [5, 3, 9, 8, 7, 6], interest: [7, 8, 9, 8, 8, 8] },
  {
    stakeholder: 'gate-keepers',
    influence: [2, 4, 9, 7, 6, 3],
    interest: [3, 4, 5, 4, 4, 4],
    notes: { FC: 'The rule is in the office. The key is in his pocket.' },
  },
  {
    stakeholder: 'rivers-first',
    influence: [8, 7, 4, 3, 3, 5],
    interest: [9, 9, 8, 9, 8, 9],
    notes: { WD: 'leave out', FC: 'ask them first' },
  },
  { stakeholder: 'fishing-households', influence: [3, 4, 1, 2, 2, 2], interest: [9, 8, 10, 9, 9, 9], impact: 10 },
  {
    stakeholder: 'springs',
    influence: [none, none, none, none, none, none],
    interest: [none, none, none, none, none, none],
    notes: { SC: 'We do not put a number on it.' },
  },
  { stakeholder: 'herders', influence: [1, 2, 3, 3, 2, 1], interest: [7, 6, 8, 8, 7, 7], impact: 9 },
  { stakeholder: 'kitchen-gardens', influence: [1, 1, 1, none, 2, 1], interest: [6, 6, 7, none, 7, 6], impact: 9 },
]

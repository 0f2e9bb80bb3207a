import { ENGAGEMENTS, type Stakeholder } from '../kinds/stakeholder-map/model.ts'

/**
 * The gap of the engagement matrix (domain.md 5): desired minus current on unaware 0, resistant 1, neutral 2,
 * supportive 3, leading 4. Null while either is not said. Any gap other than 0 needs an action.
 */
export function engagementGap(row: Pick<Stakeholder, 'engagementNow' | 'engagementWanted'>): number | null {
  if (row.engagementNow === '' || row.engagementWanted === '') return null
  return ENGAGEMENTS.indexOf(row.engagementWanted) - ENGAGEMENTS.indexOf(row.engagementNow)
}

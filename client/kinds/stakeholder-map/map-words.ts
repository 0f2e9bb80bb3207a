import { msg, str } from '@lit/localize'
import type { Engagement, Level, Relation, StakeholderKind } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { Place } from '../../../shared/stakeholders/place.ts'
import type { Quadrant } from '../../../shared/stakeholders/quadrants.ts'
import type { Dimension } from '../../../shared/stakeholders/ratings.ts'
import { formatNumber } from '../../ui/format.ts'

/** What a stakeholder is, in plain words. */
export function kindWord(kind: StakeholderKind): string {
  switch (kind) {
    case 'organisation':
      return msg('Organisation')
    case 'individual':
      return msg('Individual')
    case 'group':
      return msg('Group')
    case 'institution':
      return msg('Institution')
    case 'nature':
      return msg('Nature or future generations')
  }
}

/** How far a stakeholder reaches. */
export function levelWord(level: Level): string {
  switch (level) {
    case '':
      return msg('Not said')
    case 'local':
      return msg('Local')
    case 'regional':
      return msg('Regional')
    case 'national':
      return msg('National')
    case 'international':
      return msg('International')
    case 'global':
      return msg('Global')
  }
}

/** How a stakeholder stands to the issue. */
export function relationWord(relation: Relation): string {
  switch (relation) {
    case '':
      return msg('Not said')
    case 'affects':
      return msg('Affects the issue')
    case 'affected':
      return msg('Is affected by it')
    case 'both':
      return msg('Affects it and is affected')
  }
}

/** Engagement in neutral words: the literature's "resistant" reads "not yet with us" on screens (domain.md 5). */
export function engagementWord(engagement: Engagement): string {
  switch (engagement) {
    case '':
      return msg('Not said')
    case 'unaware':
      return msg('Unaware')
    case 'resistant':
      return msg('Not yet with us')
    case 'neutral':
      return msg('Neutral')
    case 'supportive':
      return msg('Supportive')
    case 'leading':
      return msg('Leading')
  }
}

/** The name of a quadrant: how to work with who stands there. */
export function quadrantWord(quadrant: Quadrant): string {
  switch (quadrant) {
    case 'close-work':
      return msg('Close work')
    case 'keep-satisfied':
      return msg('Keep satisfied')
    case 'keep-informed':
      return msg('Keep informed')
    case 'watch':
      return msg('Watch')
  }
}

/** The name of what is rated. */
export function dimensionWord(dimension: Dimension): string {
  switch (dimension) {
    case 'power':
      return msg('Power')
    case 'interest':
      return msg('Interest')
    case 'impact':
      return msg('Impact on them')
  }
}

/** A rating in tenths as people read it: 45 is "4.5". */
export function ratingWord(tenths: number): string {
  return formatNumber(Math.round(tenths) / 10)
}

/** Where a stakeholder stands, as it is announced: "Mining prospect holder, power 7, interest 4.5". */
export function standingWords(name: string, place: Pick<Place, 'power' | 'interest'> | null): string {
  if (!place) return msg(str`${name}, not yet rated`)
  const power = ratingWord(place.power)
  const interest = ratingWord(place.interest)
  return msg(str`${name}, power ${power}, interest ${interest}`)
}

/** The same, with what sets a stakeholder apart, as the label of its mark. */
export function actorLabel(name: string, place: Place | null, unheard: boolean): string {
  const standing = standingWords(name, place)
  return unheard ? msg(str`${standing}, affected but unheard`) : standing
}

/** A name for a row that nobody has named yet. */
export function nameWord(name: string): string {
  return name.trim() || msg('Without a name')
}

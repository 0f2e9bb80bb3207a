import type { IconName } from '../../ui/icon.ts'
import type { Keys } from '../../ui/keys.ts'
import type { PartyView } from '../../ui/mark.ts'

/** What a line of the palette stands for; lines of one group stand together. */
export type FoundGroup =
  | 'recent'
  | 'here'
  | 'page'
  | 'canvas'
  | 'proposal'
  | 'clause'
  | 'stakeholder'
  | 'note'
  | 'party'
  | 'person'
  | 'everywhere'
  | 'settings'

/** One thing to find or to do. `named` is its label as it is searched, `folded` that with all its other words; `key` stays the same from one opening to the next. */
export type Found = {
  key: string
  group: FoundGroup
  label: string
  /** Where it stands or what it is, beside the label. */
  hint: string
  icon: IconName
  party?: PartyView
  /** The label is somebody's own words. */
  own: boolean
  named: string
  folded: string
  /** Why it cannot be done now; '' when it can. */
  off: string
  keys?: Keys
  choose: () => void
}

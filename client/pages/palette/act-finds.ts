import { foldWords } from '../../../shared/model/fold-words.ts'
import type { Act } from '../../ui/acts.ts'
import type { Found } from './found.ts'

/** Acts as lines of the palette, without the one that opens it. */
export function actFinds(acts: readonly Act[]): Found[] {
  return acts
    .filter(act => act.id !== 'find')
    .map(act => ({
      key: `act ${act.id}`,
      group: act.group ?? 'here',
      label: act.label,
      hint: '',
      icon: act.icon ?? 'arrow-right',
      own: false,
      named: foldWords(act.label),
      folded: foldWords(`${act.label} ${act.words ?? ''}`),
      off: act.off ?? '',
      ...(act.keys === undefined ? {} : { keys: act.keys }),
      choose: act.run,
    }))
}

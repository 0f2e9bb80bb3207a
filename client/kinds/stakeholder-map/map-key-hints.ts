import { msg } from '@lit/localize'
import type { KeyHint } from '../../ui/acts.ts'

/** The keys that count inside the map, where one of its stakeholders has the focus. */
export function mapKeyHints(): KeyHint[] {
  const where = msg('In the map')
  return [
    {
      keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
      label: msg('To the nearest stakeholder in that direction'),
      where,
    },
    { keys: ['Enter'], label: msg('Open it; while moving: put it down'), where },
    { keys: ['M'], label: msg('Move it: then arrows half a step, with Shift a whole one'), where },
    { keys: ['Delete'], label: msg('Remove it, with Undo'), where },
    { keys: ['Escape'], label: msg('Put it back, or leave the map'), where },
    { keys: ['+', '-', '0'], label: msg('Larger, smaller, all of it'), where },
  ]
}

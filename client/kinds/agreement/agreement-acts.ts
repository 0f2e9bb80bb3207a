import { msg } from '@lit/localize'
import { cannotEditWords } from '../../ledger/edit-words.ts'
import { historyOf, undoActs } from '../../ledger/undo-acts.ts'
import type { CanvasRoom } from '../../room/types.ts'
import type { Act, KeyHint } from '../../ui/acts.ts'

/** What the agreement can do for its acts. */
export type AgreementDoing = { outline: boolean; twin(): void; add(): void; step(by: -1 | 1): void }

/** What the agreement offers to the command palette and to keys. */
export function agreementActs(room: CanvasRoom, doing: AgreementDoing): Act[] {
  return [
    {
      id: 'agreement-add',
      label: msg('Add a clause'),
      icon: 'plus',
      keys: 'N',
      off: cannotEditWords(room),
      run: () => doing.add(),
    },
    { id: 'agreement-next', label: msg('Next clause'), icon: 'arrow-down', keys: ']', run: () => doing.step(1) },
    { id: 'agreement-back', label: msg('Previous clause'), icon: 'arrow-up', keys: '[', run: () => doing.step(-1) },
    {
      id: 'agreement-twin',
      label: doing.outline ? msg('Show the canvas') : msg('Show the outline'),
      words: msg('list view'),
      icon: doing.outline ? 'scroll-text' : 'list',
      keys: 'O',
      run: () => doing.twin(),
    },
    ...undoActs(historyOf(room.undo)),
  ]
}

/** The keys that count inside a clause. */
export function clauseKeyHints(): KeyHint[] {
  const where = msg('In a clause')
  return [
    { keys: ['Enter'], label: msg('Write in it'), where },
    { keys: ['Escape'], label: msg('Leave the words'), where },
    { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], label: msg('Move it up or down'), where },
    { keys: ['Ctrl+Alt+M'], label: msg('Comment on the selected words, or on the clause'), where },
    { keys: ['F6'], label: msg('From the text to the margin and back'), where },
    { keys: ['Mod+B', 'Mod+I', 'Mod+K'], label: msg('While writing: strong, emphasis, a link'), where },
  ]
}

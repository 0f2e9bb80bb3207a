import { msg } from '@lit/localize'
import type { UndoManager } from 'yjs'
import type { Act } from '../ui/acts.ts'

/** Something that remembers one's own acts. */
export type OwnHistory = { canUndo: boolean; canRedo: boolean; undo(): void; redo(): void }

/** Undo and redo of one's own acts on a canvas; what others did is never among them. */
export function undoActs(history: OwnHistory): Act[] {
  return [
    {
      id: 'undo',
      label: msg('Undo my last act'),
      icon: 'undo',
      keys: 'Mod+Z',
      off: history.canUndo ? '' : msg('There is nothing of yours to undo here.'),
      run: () => history.undo(),
    },
    {
      id: 'redo',
      label: msg('Redo'),
      icon: 'redo',
      keys: 'Mod+Shift+Z',
      alsoKeys: ['Mod+Y'],
      off: history.canRedo ? '' : msg('There is nothing to do again.'),
      run: () => history.redo(),
    },
  ]
}

/** A canvas's own undo manager as such a history. */
export function historyOf(undo: UndoManager): OwnHistory {
  return {
    get canUndo() {
      return undo.canUndo()
    },
    get canRedo() {
      return undo.canRedo()
    },
    undo: () => void undo.undo(),
    redo: () => void undo.redo(),
  }
}

import { msg } from '@lit/localize'
import type { ClientKind } from '../../room/types.ts'

/** Boards: a plain list of notes for now. */
export const board: ClientKind = {
  id: 'board',
  tag: 'tr-board',
  load: () => import('./board-element.ts'),
  title: () => msg('Board'),
}

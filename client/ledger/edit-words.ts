import { msg } from '@lit/localize'
import type { CanvasRoom } from '../room/types.ts'

/** Why a canvas cannot be changed now, in a sentence; '' when it can. */
export function cannotEditWords(room: Pick<CanvasRoom, 'canEdit' | 'loaded' | 'saved'>): string {
  if (room.canEdit) return ''
  if (!room.loaded) return msg('This canvas is still opening. Try again in a moment.')
  if (room.saved.type === 'not-saved') return msg('Something here was not saved. See to that first.')
  return msg('You read along here: nothing can be changed with your role, or the canvas is archived.')
}

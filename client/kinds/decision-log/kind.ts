import { msg } from '@lit/localize'
import type { ClientKind } from '../../room/types.ts'

/** The decision log: drafts that people write together, and every decision with how it was made. */
export const decisionLog: ClientKind = {
  id: 'decision-log',
  tag: 'tr-decision-log',
  load: () => import('./decision-log-element.ts'),
  more: () => import('../../prose/prose-editor.ts'),
  title: () => msg('Decision log'),
  onPhones: 'canvas',
}

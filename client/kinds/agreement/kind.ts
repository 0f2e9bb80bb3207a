import { msg } from '@lit/localize'
import type { ClientKind } from '../../room/types.ts'

/** Agreements: clauses, their states and each party's word on them. */
export const agreement: ClientKind = {
  id: 'agreement',
  tag: 'tr-agreement',
  load: () => import('./agreement-element.ts'),
  more: () => import('../../prose/prose-editor.ts'),
  title: () => msg('Agreement'),
}

import { msg } from '@lit/localize'
import type { ClientKind } from '../../room/types.ts'

/** The stakeholder map in the client: its element is loaded when a map is first opened. */
export const stakeholderMap: ClientKind = {
  id: 'stakeholder-map',
  tag: 'tr-stakeholder-map',
  load: () => import('./map-element.ts'),
  title: () => msg('Stakeholder map'),
}

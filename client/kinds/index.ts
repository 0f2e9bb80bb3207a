import type { KindId } from '../../shared/kinds/kind.ts'
import type { ClientKind } from '../room/types.ts'
import { agreement } from './agreement/kind.ts'
import { board } from './board/kind.ts'
import { decisionLog } from './decision-log/kind.ts'
import { stakeholderMap } from './stakeholder-map/kind.ts'

/** The canvas kinds this client can show; each loads its own chunk when first opened. */
export const CLIENT_KINDS: readonly ClientKind[] = [stakeholderMap, agreement, decisionLog, board]

/** The kind with this id, or null: then the page says that this canvas needs a newer version. */
export function clientKindOf(id: KindId): ClientKind | null {
  return CLIENT_KINDS.find(kind => kind.id === id) ?? null
}

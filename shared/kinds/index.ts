import { agreement } from './agreement/kind.ts'
import { board } from './board/kind.ts'
import { decisionLog } from './decision-log/kind.ts'
import type { CanvasKind, KindId } from './kind.ts'
import { stakeholderMap } from './stakeholder-map/kind.ts'

/** Every canvas kind of this version. A document of another kind is left alone. */
export const KINDS: readonly CanvasKind[] = [stakeholderMap, agreement, decisionLog, board]

/** The kind with this id, or null when this version does not know it. */
export function kindOf(id: KindId): CanvasKind | null {
  return KINDS.find(kind => kind.id === id) ?? null
}

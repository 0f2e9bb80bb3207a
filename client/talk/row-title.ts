import { kindOf } from '../../shared/kinds/index.ts'
import type { CanvasRoom, PartnershipSession } from '../room/types.ts'

/** What a row of a canvas is called: its first line in the outline, or the question of a proposal; '' where it is not known. */
export function rowTitle(session: PartnershipSession, room: CanvasRoom | null, row: string): string {
  const proposal = session.ledger.proposals.get(row)
  if (proposal) return session.words(proposal.versions.at(-1)?.title)
  if (!room?.loaded) return ''
  const line = kindOf(room.kind)
    ?.outline(room.doc)
    .find(one => one.id === row)
  return line?.text.slice(0, 120) ?? ''
}

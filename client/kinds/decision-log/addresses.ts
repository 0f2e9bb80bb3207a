import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'

/** Address of the log itself. */
export function logAddress(session: PartnershipSession, room: CanvasRoom): string {
  return `/p/${session.id}/d/${room.document}`
}

/** Address of one proposal or draft. */
export function rowAddress(session: PartnershipSession, room: CanvasRoom, row: string): string {
  return `${logAddress(session, room)}/${row}`
}

/** Version of the frames below; sent by the server in `GET /api/partnerships/:id` and checked by the client. */
export const PROTOCOL_VERSION = 1

/** y-protocols message types that stock clients speak. */
export const MESSAGE_SYNC = 0
/** y-protocols awareness message. */
export const MESSAGE_AWARENESS = 1
/** y-protocols query for everyone's awareness. */
export const MESSAGE_QUERY_AWARENESS = 3

/** Client to server, only with `?ext=1`: `varuint n`. Asks to be told when all that came before on this socket is on disk. */
export const MESSAGE_MARK = 100
/** Server to client: `varuint n`. Everything this socket sent before its mark `n` is synced to disk. */
export const MESSAGE_SAVED = 101
/** Server to client: `varstring code`. The frame that came last was refused; the close with the matching 44xx code follows. */
export const MESSAGE_REFUSED = 102

/** WebSocket close codes. Stock `y-websocket` clients treat 4400–4499 as final and retry everything else. */
export const CLOSE = {
  badMessage: 4400,
  noSession: 4401,
  notAllowed: 4403,
  noDocument: 4404,
  refusedUpdate: 4409,
  tooLarge: 4413,
  flood: 4429,
  restarting: 1012,
  overloaded: 1013,
} as const

/** Largest WebSocket frame in bytes that the server takes, but for the one syncStep2 that answers its own step 1. */
export const MAX_FRAME_BYTES = 256 * 1024
/** Largest single update in bytes: the answer to step 1, and the body of `POST /api/documents/:id/updates`. */
export const MAX_UPDATE_BYTES = 10 * 1024 * 1024

/** What a session shows of itself in awareness. `name`, `member`, `party` and `role` are stamped by the server. */
export type PresenceState = {
  user: { member: string; name: string; party: string | null; role: string; mark: number | null; initials: string }
  /** What is selected or edited: a row id, or null. */
  at?: string | null
  /** A row being dragged and where, in the units of the view (`lens`) it is dragged in; shown as a ghost to others. */
  drag?: { id: string; to: [number, number]; lens?: string } | null
  /** y-prosemirror's relative selection, and the clause (fragment) it is in. */
  cursor?: unknown
  /** The rich text that the cursor is in, when several editors share one document. */
  fragment?: string | null
}

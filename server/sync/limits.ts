/** Bounds of the guard and the rooms, by security.md section 2. Counts are of what is *new*; known structs and deletions are free. */
export const LIMITS = {
  /** New structs in one frame. */
  structs: 20_000,
  /** New delete ranges in one frame. */
  deleteRanges: 10_000,
  /** The same two for what may be 10 MB: the answer to step 1, and `POST …/updates`. */
  bulkStructs: 500_000,
  bulkDeleteRanges: 200_000,
  /** Structs of any age in one update, so that decoding cannot fill the memory. */
  decodedStructs: 1_000_000,
  /** Client ids with structs that one member may hold in one document. */
  idsPerMember: 64,
  /** Client ids of one document. */
  idsPerDocument: 2_000,
  /** Ids below this are the server's own. */
  firstClientId: 1_000,
  /** Largest frame but for the answer to step 1, in bytes. */
  frameBytes: 256 * 1024,
  /** Encoded state of one document, in bytes. */
  documentBytes: 10 * 1024 * 1024,
  /** Updates of one connection whose order only a dry run can tell; of twenty thousand honest edits none needs one. */
  dryRuns: 32,
  nesting: 32,
  valueDepth: 8,
  /** Members of all lists and objects of one value together: canvases hold a handful (Y13). */
  valueMembers: 10_000,
  /** Characters or bytes of one run of text, picture or value: a clause of a hundred pages is a third of it. */
  contentSize: 1024 * 1024,
  /** Plain values in one entry of a list. */
  listValues: 20_000,
  /** Updates larger than this are judged on another thread and applied in slices of so many structs or bytes at most. */
  sliceFrom: 48 * 1024,
  sliceStructs: 500,
  sliceBytes: 24 * 1024,
  /** What one connection may send while a large update of its own is being looked at, in bytes. */
  waitingBytes: 8 * 1024 * 1024,
  /** How long a large update may be looked at, milliseconds. */
  sliceTime: 30_000,
  /** How long after a power loss others may bring back what was shown and not yet on disk, milliseconds: a weekend's closed laptops. */
  recovery: 3 * 24 * 60 * 60 * 1000,
  /** Documents larger than this get no dry runs, which cost as much as loading them, in bytes. */
  dryRunBytes: 512 * 1024,
  clock: 2 ** 31,
  /** One presence entry, and all entries of one document, in bytes. Small entries always fit, so that a full room stays visible. */
  presenceEntryBytes: 4 * 1024,
  presenceDocumentBytes: 64 * 1024,
  presenceSmallBytes: 512,
  /** Time between two showings of presence in one room, milliseconds; nobody sees more than thirty moves a second. */
  presenceTick: 16,
  /** How long a leaver's presence stays, so that a quick reconnect loses nobody; milliseconds. */
  presenceHold: 3_000,
  /** Updates or bytes in a document's log tail that make it worth compacting. */
  tailUpdates: 2_000,
  tailBytes: 256 * 1024,
  /** The same while nobody writes. */
  restUpdates: 64,
  restBytes: 16 * 1024,
  /** Updates of a log that are sent to a joiner as they are; more are put together in a document first. */
  answerPieces: 200,
  /** A document of fewer bytes is looked through while somebody waits. */
  cheapBytes: 32 * 1024,
  /** Time between two flushes of one room, milliseconds: at least, in a full one, and while the server is near its limit. */
  tickLeast: 4,
  tick: 16,
  tickMost: 33,
  /** Deliveries a second from which on flushes are stretched, and are longest. */
  busyFrom: 100_000,
  busyMost: 400_000,
  /** After how long without a write a room lets go of its live document, and without sessions of everything; milliseconds. */
  idle: 30_000,
  /** Rooms without sessions that may stay loaded. */
  idleRooms: 200,
} as const

/** The id that the server's own edits of a canvas are made under. */
export const SERVER_CLIENT_ID = 2

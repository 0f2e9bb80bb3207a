/** Bounds of what is brought in as an export: each is checked before the work that it bounds. */
export const IMPORT_LIMITS = {
  /** The zip as it is sent, in bytes. */
  zip: 50 * 2 ** 20,
  /** Everything inflated, in bytes. */
  inflated: 160 * 2 ** 20,
  /** Inflated bytes that any zip may have, and how many more for each byte of a larger one: honest exports stay far below. */
  inflatedFloor: 24 * 2 ** 20,
  ratio: 60,
  files: 2_000,
  /** Entries of all ledgers together. */
  entries: 30_000,
  documents: 300,
  /** Yjs state of one canvas, in bytes, and structs in it. */
  state: 10 * 2 ** 20,
  structs: 400_000,
  /** How deep types may lie in each other within a canvas. */
  nesting: 32,
  /** How long reading one export may take, in milliseconds. */
  time: 20_000,
  /** Exports read at once by one server; the others wait their turn. */
  atOnce: 2,
  /** How many may wait. */
  waiting: 6,
} as const

/** Bounds of packing what is taken out. */
export const PACK_LIMITS = {
  /** How long it may take, in milliseconds: an honest partnership of any size, on a slow machine. */
  time: 180_000,
  /** Exports packed at once by one server; the others wait their turn. */
  atOnce: 2,
  /** How many may wait: a room full of people who take theirs at the end of the day. */
  waiting: 40,
} as const

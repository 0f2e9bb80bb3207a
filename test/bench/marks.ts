const BASE = 40
const ZERO = 48
const HASH = 35
const TILDE = 126
const LENGTH = 8

/** The most writers and messages of each that a mark can tell apart. */
export const MOST_WRITERS = BASE ** 2
export const MOST_MARKS = BASE ** 4

/** Text that says which message of which writer this is, and that survives JSON, Yjs and merging as it is. */
export function mark(writer: number, seq: number): string {
  const digits = (value: number, count: number): string =>
    Array.from({ length: count }, (_, at) =>
      String.fromCharCode(ZERO + (Math.floor(value / BASE ** (count - 1 - at)) % BASE)),
    ).join('')
  return `#~${digits(writer, 2)}${digits(seq, 4)}`
}

/** Calls `found` for each mark in `bytes[from..to)`. */
export function scanMarks(bytes: Buffer, from: number, to: number, found: (writer: number, seq: number) => void): void {
  const last = to - LENGTH
  for (let at = from; at <= last; at++) {
    if (bytes[at] !== HASH || bytes[at + 1] !== TILDE) continue
    const digit = (offset: number): number => bytes[at + offset]! - ZERO
    const writer = digit(2) * BASE + digit(3)
    const seq = ((digit(4) * BASE + digit(5)) * BASE + digit(6)) * BASE + digit(7)
    if (writer < 0 || writer >= MOST_WRITERS || seq < 0 || seq >= MOST_MARKS) continue
    at += LENGTH - 1
    found(writer, seq)
  }
}

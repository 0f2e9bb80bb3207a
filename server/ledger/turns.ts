/** How long work on one ledger may hold the loop before others have a turn, in milliseconds. */
const TURN_MS = 10
/** Entries folded before the time is looked at: with thousands of everything one still takes well below a millisecond. */
const SLICE = 16

/** Does `work` on `items` in slices, with the loop left to others in between. */
export async function inTurns<Item>(items: readonly Item[], work: (slice: Item[]) => void): Promise<void> {
  let since = performance.now()
  for (let at = 0; at < items.length; at += SLICE) {
    if (performance.now() - since > TURN_MS) {
      await new Promise<void>(resolve => setImmediate(resolve))
      since = performance.now()
    }
    work(items.slice(at, at + SLICE))
  }
}

import { CLIENT_KINDS } from '../kinds/index.ts'

/** How long after a partnership opened the other canvases' code is fetched, in milliseconds. */
const LATER = 4_000

let done = false

/**
 * Fetches the code of every kind of canvas once, when there is nothing better to do, so that a line that drops does not keep
 * anyone from a canvas whose words are on this device. Not for those who ask their browser to save data.
 */
export function fetchAhead(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (done || connection?.saveData) return
  done = true
  setTimeout(async () => {
    for (const kind of CLIENT_KINDS) {
      // Without a line it is fetched when it is needed, where its absence is said.
      await Promise.all([kind.load(), kind.more?.()]).catch(() => {
        done = false
      })
    }
  }, LATER)
}

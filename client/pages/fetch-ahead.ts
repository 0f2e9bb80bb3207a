import { CLIENT_KINDS } from '../kinds/index.ts'
import { ownPartnerships } from '../room/kept-partnerships.ts'
import type { Partnership } from '../room/partnership.ts'
import { api } from '../sync/api.ts'
import { lowData } from '../sync/low-data.ts'
import { browserStorage } from '../sync/storage.ts'
import { whenIdle } from '../sync/when-idle.ts'
import { keepEveryPage } from './releases.ts'

/** How long after a partnership opened the rest of it is fetched, in milliseconds. */
const LATER = 4_000
/** How often the copies of canvases that are not open are brought up to date, in milliseconds. */
const AGAIN = 10 * 60_000

/**
 * Fetches what the partnership needs without a line, once and again, when there is nothing better to do: the list of
 * partnerships, the code of every page, a copy of every canvas that the member may see. A device that spares its line fetches only
 * what takes edits to the server that wait here. The answer ends it.
 */
export function fetchAhead(session: Partnership): () => void {
  let ended = false
  const goOn = async (): Promise<boolean> => {
    await moment()
    return !ended
  }
  const round = async (): Promise<void> => {
    if (ended || document.visibilityState === 'hidden') return
    // The smallest first: without the list, home leads nowhere when the line is gone.
    if (session.online) await ownPartnerships({ api, storage: browserStorage })
    if (!lowData.on()) await fetchCode()
    await session.keepCopies(goOn)
  }
  const first = setTimeout(() => void round(), LATER)
  const more = setInterval(() => void round(), AGAIN)
  return () => {
    ended = true
    clearTimeout(first)
    clearInterval(more)
  }
}

/** By the worker, which keeps it for ever; without one into this tab, as long as it lives. */
async function fetchCode(): Promise<void> {
  if (await keepEveryPage()) return
  // Without a line it is fetched when it is needed, where its absence is said.
  for (const kind of CLIENT_KINDS) await Promise.all([kind.load(), kind.more?.()]).catch(() => {})
}

function moment(): Promise<void> {
  return new Promise(whenIdle)
}

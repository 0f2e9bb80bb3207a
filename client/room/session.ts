import type { Problem } from '../sync/api.ts'
import { browserParts, type SyncParts } from '../sync/parts.ts'
import { Partnership } from './partnership.ts'
import { accept } from '../../shared/result.ts'
import { keptSummary, loadSummary } from './summary.ts'

/** Why a partnership could not be opened; `problem` has words in `client/ledger/refusal-words.ts`. */
export class OpenRefused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`the partnership was not opened: ${problem.code}`)
    this.problem = problem
  }
}

/** How long a partnership stays open after its last holder, so that going from page to page opens nothing anew. */
const LINGER = 20_000

/** How long to wait for the ledgers of a server that answers, in milliseconds. */
const PATIENCE = 8_000

type Held = { opening: Promise<Partnership>; holders: number; linger: ReturnType<typeof setTimeout> | null }

const held = new Map<string, Held>()

/**
 * Opens a partnership, or shares the one that is open; each call needs one `close`. Resolves once its ledgers are there,
 * from the server or from this device's copy. Rejects with `OpenRefused`: signed out, not a member, no such partnership,
 * or offline without a copy on this device.
 */
export function openPartnership(id: string, parts: SyncParts = browserParts()): Promise<Partnership> {
  const known = held.get(id)
  if (known) {
    known.holders++
    if (known.linger !== null) clearTimeout(known.linger)
    known.linger = null
    return known.opening
  }
  const fresh: Held = { opening: start(id, parts, () => release(id, fresh)), holders: 1, linger: null }
  held.set(id, fresh)
  // The caller hears of the failure; here it only must not be handed to the next one who asks.
  fresh.opening.catch(() => {
    if (held.get(id) === fresh) held.delete(id)
  })
  return fresh.opening
}

/** Closes every partnership now, whoever holds it: after signing out. */
export async function closeAllPartnerships(): Promise<void> {
  const all = [...held.values()]
  held.clear()
  for (const { linger } of all) if (linger !== null) clearTimeout(linger)
  const opened = await Promise.allSettled(all.map(({ opening }) => opening))
  await Promise.all(opened.map(one => (one.status === 'fulfilled' ? one.value.end() : undefined)))
}

function release(id: string, session: Held): void {
  session.holders--
  if (session.holders > 0 || session.linger !== null) return
  session.linger = setTimeout(() => {
    if (held.get(id) === session) held.delete(id)
    void session.opening.then(partnership => partnership.end())
  }, LINGER)
}

async function start(id: string, parts: SyncParts, onClose: () => void): Promise<Partnership> {
  // What an earlier visit kept is shown at once, while the server is asked whether it still holds.
  const kept = keptSummary(parts.storage, id)
  const loaded = kept ? accept({ summary: kept, fresh: false }) : await loadSummary(parts, id)
  if (!loaded.ok) throw new OpenRefused(loaded.refusal)
  const partnership = new Partnership(parts, loaded.value, onClose)
  // A server that just answered will answer again: a line that failed once is worth some patience.
  let patient = true
  const settled = (): boolean =>
    partnership.ready || partnership.standing !== 'member' || (!patient && partnership.tried && !partnership.online)
  await new Promise<void>(resolve => {
    const check = (): void => {
      if (!settled()) return
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = partnership.subscribe(check)
    if (kept)
      void partnership.confirm().then(answered => {
        patient = answered
        check()
      })
    const timer = setTimeout(() => {
      patient = false
      check()
    }, PATIENCE)
  })
  if (partnership.ready) return partnership
  const { standing } = partnership
  await partnership.end()
  if (standing === 'signed-out') throw new OpenRefused({ status: 401, code: 'no-session' })
  if (standing === 'removed') throw new OpenRefused({ status: 403, code: 'not-a-member' })
  throw new OpenRefused({ status: 0, code: 'offline' })
}

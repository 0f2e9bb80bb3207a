import { newId } from '../../shared/ids.ts'
import { browserStorage, type Storage } from './storage.ts'

/** Something that one tab holds at a time. */
export type TabLock = {
  /** False once another tab may have taken it: then nothing that it guards may be used any more. */
  held(): boolean
  release(): void
}

/** Locks between the tabs of one browser. */
export interface TabLocks {
  /** Takes the lock if it is free now; null when another tab holds it. */
  take(name: string): Promise<TabLock | null>
}

/** Web Locks where the browser has them; on plain-http hosts a lease in `localStorage`. */
export function browserLocks(): TabLocks {
  const { locks } = navigator as { locks?: LockManager }
  if (locks) return webLocks(locks)
  const onHide = (listener: () => void): (() => void) => {
    addEventListener('pagehide', listener)
    return () => removeEventListener('pagehide', listener)
  }
  return storageLeases(browserStorage, () => Date.now(), onHide)
}

/** The browser's own locks: freed by it when a tab ends, however it ends. */
export function webLocks(locks: Pick<LockManager, 'request'>): TabLocks {
  return {
    take: name =>
      new Promise((resolve, reject) => {
        locks
          .request(name, { ifAvailable: true }, lock => {
            if (!lock) return resolve(null)
            return new Promise<void>(free => resolve({ held: () => true, release: free }))
          })
          .catch(reject)
      }),
  }
}

/** How long a lease stands without a beat, in milliseconds. Long, since browsers stop the timers of hidden tabs. */
export const LEASE_MS = 5 * 60_000
const BEAT_MS = 10_000
const SETTLE_MS = 60

/**
 * Leases that a tab renews while it lives. A tab that was asleep for longer than a lease finds in `held` that it may have
 * lost it. A browser that cannot store anything has no locks: `take` answers null. `onHide` tells when the page is left: its
 * leases end with it, so that a reload finds them free; a page that comes back from the browser's cache holds none.
 */
export function storageLeases(
  storage: Storage,
  now: () => number,
  onHide: (listener: () => void) => () => void = () => () => {},
): TabLocks {
  return {
    async take(name) {
      const key = `trestle/lock/${name}`
      const token = newId()
      const holder = (): { token: string; until: number } | null => readLease(storage.get(key))
      const current = holder()
      if (current && current.until > now()) return null
      const write = (): boolean => storage.set(key, JSON.stringify({ token, until: now() + LEASE_MS }))
      if (!write()) return null
      // Two tabs may both have seen it free: the last to write has it, and both see that after a moment.
      await new Promise(resolve => setTimeout(resolve, SETTLE_MS))
      if (holder()?.token !== token) return null
      let beaten = now()
      const beat = (): boolean => {
        if (holder()?.token !== token) return false
        beaten = now()
        return write()
      }
      const timer = setInterval(beat, BEAT_MS)
      let released = false
      const release = (): void => {
        released = true
        clearInterval(timer)
        stopListening()
        if (holder()?.token === token) storage.delete(key)
      }
      const stopListening = onHide(release)
      return { held: () => !released && (now() - beaten <= BEAT_MS * 2 || beat()), release }
    },
  }
}

function readLease(stored: string | null): { token: string; until: number } | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null')
    if (typeof value !== 'object' || value === null) return null
    const { token, until } = value as { token?: unknown; until?: unknown }
    return typeof token === 'string' && typeof until === 'number' ? { token, until } : null
  } catch {
    // Written by something else: as good as free.
    return null
  }
}

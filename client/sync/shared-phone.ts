/** Not among the names that leaving deletes by their beginning: it goes last. */
const SHARED = 'trestle-shared-phone'
const NEXT = 'trestle-next-person'

// Taken before anything stands in for it: the mark must outlive the tab, unlike all else on a shared phone.
const kept = storageOf(() => globalThis.localStorage)
const tab = storageOf(() => globalThis.sessionStorage)

/** True on a phone that several people use, from joining until someone leaves. */
export function isSharedPhone(): boolean {
  return attempt(() => kept?.getItem(SHARED) === 'yes') ?? false
}

/** Marks this phone as shared: from the next page on nothing is kept past the tab. `invite` is the way in for the next person. */
export function markSharedPhone(invite: string): void {
  attempt(() => kept?.setItem(SHARED, 'yes'))
  if (invite !== '') attempt(() => tab?.setItem(NEXT, invite))
}

/** The way in by which the last person joined on this shared phone, in this tab; or null. */
export function nextPersonsInvite(): string | null {
  return attempt(() => tab?.getItem(NEXT)) ?? null
}

/** Nobody sits here any more: the mark goes, and with `all` the way in for the next person too. */
export function forgetSharedPhone(all: boolean): void {
  attempt(() => kept?.removeItem(SHARED))
  if (all) attempt(() => tab?.removeItem(NEXT))
}

function storageOf(open: () => Storage): Storage | null {
  return attempt(open) ?? null
}

function attempt<T>(task: () => T): T | undefined {
  try {
    return task()
  } catch {
    // Storage closed to this page: then nothing is kept anyway, as a shared phone wants it.
    return undefined
  }
}

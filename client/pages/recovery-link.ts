const key = (partnership: string) => `trestle-recovery/${partnership}`

/** Keeps a fresh recovery link in this tab until it has been shown; it is never stored beyond the tab. */
export function keepRecoveryLink(partnership: string, url: string): void {
  try {
    sessionStorage.setItem(key(partnership), url)
  } catch {
    kept.set(partnership, url) // storage closed to this page: the tab's memory holds it
  }
}

/** The recovery link that has not been put away yet, or null. */
export function recoveryLink(partnership: string): string | null {
  try {
    return sessionStorage.getItem(key(partnership)) ?? kept.get(partnership) ?? null
  } catch {
    // Storage closed to this page: the tab's memory holds it.
    return kept.get(partnership) ?? null
  }
}

/** Puts the recovery link away: it is not shown again. */
export function forgetRecoveryLink(partnership: string): void {
  kept.delete(partnership)
  try {
    sessionStorage.removeItem(key(partnership))
  } catch {
    // Storage closed to this page: there is nothing to remove.
  }
}

const kept = new Map<string, string>()

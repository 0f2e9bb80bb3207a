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

const offer = (partnership: string) => `trestle-way-back/${partnership}`

/** Somebody has just joined in this tab: the table offers them a way back, once. */
export function offerWayBack(partnership: string): void {
  try {
    sessionStorage.setItem(offer(partnership), 'yes')
  } catch {
    // Storage closed to this page: the head's menu still has it.
  }
}

/** True while the offer has been neither taken nor put away. */
export function isOffered(partnership: string): boolean {
  try {
    return sessionStorage.getItem(offer(partnership)) === 'yes'
  } catch {
    return false // storage closed to this page: nothing was offered
  }
}

/** Puts the offer away. */
export function forgetOffer(partnership: string): void {
  try {
    sessionStorage.removeItem(offer(partnership))
  } catch {
    // Storage closed to this page: there is nothing to remove.
  }
}

const kept = new Map<string, string>()

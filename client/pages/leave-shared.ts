import { closeAllPartnerships } from '../room/session.ts'
import { go } from '../room/navigate.ts'
import { api } from '../sync/api.ts'
import { forgetDevice } from '../sync/forget-device.ts'
import { forgetSharedPhone } from '../sync/shared-phone.ts'

/** Where whoever is leaving sat, until they are gone for good. */
let from: string | null = null

/** One tap: the table goes from the screen at once, and a moment later for good, unless they say that they are still here. */
export function leaveSharedPhone(): void {
  from = location.pathname + location.search
  go('/left', { replace: true })
}

/** True while it can still be taken back. */
export function isLeaving(): boolean {
  return from !== null
}

/** They are still here: back to where they were. */
export function takeLeavingBack(): void {
  const back = from
  from = null
  if (back !== null) go(back, { replace: true })
}

/**
 * Ends the session and every line, and deletes what this browser keeps. False when the server could not be told: then it
 * has not happened.
 */
export async function leaveForGood(): Promise<boolean> {
  const answer = await api.post('/api/log-out')
  if (!answer.ok && answer.refusal.code !== 'no-session') return false
  from = null
  await closeAllPartnerships()
  await forgetDevice()
  forgetSharedPhone(false)
  return true
}

/** The tab is closing in that moment: the browser still tells the server. */
export function leaveWithTab(): void {
  if (from === null) return
  navigator.sendBeacon('/api/log-out')
  forgetSharedPhone(true)
}

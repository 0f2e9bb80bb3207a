import { lookOf } from '../sync/look.ts'

/** The event by which a page hears that something was pressed that a look does not do. */
export const NOTHING_DONE = 'trestle-nothing-done'

/** As whom this page looks, or null when it is an ordinary page. */
export function lookingAs(): string | null {
  // Outside a browser nobody looks.
  return typeof window === 'undefined' ? null : (lookOf(window)?.as ?? null)
}

/** True in a look as somebody else, where an act must not even begin: the page then says so. Call it where an edit starts. */
export function stopsHere(): boolean {
  if (lookingAs() === null) return false
  dispatchEvent(new Event(NOTHING_DONE))
  return true
}

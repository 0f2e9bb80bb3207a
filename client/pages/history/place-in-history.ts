/** Where in a canvas's history a reader is, as the address tells it. */
export type HistoryPlace = {
  /** The point that is open, or null: then the list alone. */
  at: number | null
  /** What it is compared with: another point, or null for what the canvas is now. */
  against: number | null
  /** The canvas as it was, or what differs. */
  show: 'canvas' | 'changes'
}

/** Reads the part of an address behind `?`; what is no point reads as none. */
export function readPlace(search: string): HistoryPlace {
  const query = new URLSearchParams(search)
  return {
    at: point(query.get('at')),
    against: point(query.get('with')),
    show: query.get('show') === 'changes' ? 'changes' : 'canvas',
  }
}

/** The address of a place in the history at `base`. */
export function placeAddress(base: string, { at, against, show }: HistoryPlace): string {
  if (at === null) return base
  const query = new URLSearchParams({ at: String(at) })
  if (show === 'changes') query.set('show', show)
  if (show === 'changes' && against !== null) query.set('with', String(against))
  return `${base}?${query}`
}

function point(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null
}

/** Where a drag of a clause stands: which one, and the place (from 0, among the others) where it would land. */
export type ClauseDrag = { clause: string; index: number }

/** What a drag needs of the page. */
export type DragHost = {
  /** The clauses' elements in order, keyed by clause id. */
  rows(): { clause: string; element: Element }[]
  moved(drag: ClauseDrag | null): void
  dropped(drag: ClauseDrag): void
}

/**
 * Begins dragging a clause by its handle; pointer, touch and pen alike. Escape or a lost pointer leaves all as it was.
 * The keyboard twin is Alt+↑ and Alt+↓.
 */
export function dragClause(event: PointerEvent, handle: HTMLElement, host: DragHost): void {
  const clause = handle.dataset.clause
  if (!clause || event.button !== 0) return
  event.preventDefault()
  handle.setPointerCapture(event.pointerId)
  const stop = new AbortController()
  let drag: ClauseDrag | null = null
  const end = (drop: boolean) => {
    stop.abort()
    host.moved(null)
    if (drop && drag) host.dropped(drag)
  }
  const { signal } = stop
  handle.addEventListener(
    'pointermove',
    move => {
      drag = { clause, index: landing(host.rows(), clause, move.clientY) }
      host.moved(drag)
    },
    { signal },
  )
  handle.addEventListener('pointerup', () => end(true), { signal })
  handle.addEventListener('pointercancel', () => end(false), { signal })
  handle.addEventListener('lostpointercapture', () => end(false), { signal })
  window.addEventListener('keydown', key => key.key === 'Escape' && end(false), { signal, capture: true })
}

/** The place among the other clauses that a pointer at height `y` (viewport pixels) means. */
function landing(rows: readonly { clause: string; element: Element }[], clause: string, y: number): number {
  const others = rows.filter(row => row.clause !== clause)
  const after = others.findIndex(({ element }) => {
    const { top, height } = element.getBoundingClientRect()
    return y < top + height / 2
  })
  return after < 0 ? others.length : after
}

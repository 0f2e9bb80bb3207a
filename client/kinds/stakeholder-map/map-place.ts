import type { Lens } from './geometry.ts'

/** Where in the map a reader is, as the address tells it. */
export type Place = { lens?: Lens; view?: 'canvas' | 'outline'; row?: string | null }

/** Keeps the address true to what is shown, so that it can be shared and reloaded. */
export class MapPlace {
  /** What the address says. */
  read(): Place {
    const query = new URLSearchParams(location.search)
    const [lens, view] = [query.get('lens'), query.get('view')]
    return {
      ...(lens === 'free' || lens === 'grid' ? { lens } : {}),
      ...(view === 'canvas' || view === 'outline' ? { view } : {}),
    }
  }

  /** Writes into the address what has changed; steps within one map are no stations of the back button. */
  show(place: Place): void {
    const url = new URL(location.href)
    if (place.lens) url.searchParams.set('lens', place.lens)
    if (place.view) url.searchParams.set('view', place.view)
    if (place.row !== undefined) url.pathname = withRow(url.pathname, place.row)
    if (url.href !== location.href) history.replaceState(history.state, '', url)
  }
}

/** `/p/:id/d/:document` with or without `/:row`; any other path is left alone. */
export function withRow(path: string, row: string | null): string {
  const canvas = /^\/p\/[^/]+\/d\/[^/]+/.exec(path)?.[0]
  if (!canvas) return path
  return row === null ? canvas : `${canvas}/${row}`
}

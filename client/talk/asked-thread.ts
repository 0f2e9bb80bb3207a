import type { Watched } from '../ui/element.ts'

/** The thread that the address asks for (`?thread=<id>`), or null. */
export function askedThread(search: string = location.search): string | null {
  return new URLSearchParams(search).get('thread')
}

/** Tells whenever the address changes within Trestle. */
export const addressWatch: Watched = {
  subscribe(listener) {
    addEventListener('trestle-go', listener)
    addEventListener('popstate', listener)
    return () => {
      removeEventListener('trestle-go', listener)
      removeEventListener('popstate', listener)
    }
  },
}

import { browserStorage, type Storage } from '../../sync/storage.ts'

const KEPT = 12

/** Keys of what was chosen last in this place, newest first; ids only, never words. */
export function recentKeys(place: string, storage: Storage = browserStorage): string[] {
  try {
    const kept: unknown = JSON.parse(storage.get(nameOf(place)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(key => typeof key === 'string').slice(0, KEPT) : []
  } catch {
    return [] // not ours
  }
}

/** Remembers a choice; leaving the device forgets it with everything else of the partnership. */
export function rememberKey(place: string, key: string, storage: Storage = browserStorage): void {
  const keys = [key, ...recentKeys(place, storage).filter(one => one !== key)].slice(0, KEPT)
  storage.set(nameOf(place), JSON.stringify(keys))
}

function nameOf(place: string): string {
  return `trestle/recent/${place}`
}

/** Small texts kept on this device by key; survives the tab where the browser lets it. Never throws. */
export interface Storage {
  get(key: string): string | null
  /** False when it could not be kept past this tab. */
  set(key: string, value: string): boolean
  delete(key: string): void
  keys(prefix: string): string[]
}

/** A `Storage` that lives as long as the tab. */
export function memoryStorage(): Storage {
  const values = new Map<string, string>()
  return {
    get: key => values.get(key) ?? null,
    set(key, value) {
      values.set(key, value)
      return false
    },
    delete: key => void values.delete(key),
    keys: prefix => [...values.keys()].filter(key => key.startsWith(prefix)),
  }
}

/** `localStorage`; where it is missing, blocked or full, the tab's memory. */
export const browserStorage: Storage = storageOver(() => globalThis.localStorage)

/** A `Storage` over a web storage that may throw at any touch. */
function storageOver(open: () => globalThis.Storage): Storage {
  const memory = memoryStorage()
  const attempt = <T>(task: (web: globalThis.Storage) => T, otherwise: T): T => {
    try {
      return task(open())
    } catch {
      // Private windows, blocked cookies and full disks all end here; the memory answers instead.
      return otherwise
    }
  }
  return {
    get: key => memory.get(key) ?? attempt(web => web.getItem(key), null),
    set(key, value) {
      memory.delete(key)
      const kept = attempt(web => {
        web.setItem(key, value)
        return true
      }, false)
      if (!kept) memory.set(key, value)
      return kept
    },
    delete(key) {
      memory.delete(key)
      attempt(web => web.removeItem(key), undefined)
    },
    keys(prefix) {
      const stored = attempt(web => Array.from({ length: web.length }, (_, at) => web.key(at) ?? ''), [] as string[])
      return [...new Set([...stored.filter(key => key.startsWith(prefix)), ...memory.keys(prefix)])]
    },
  }
}

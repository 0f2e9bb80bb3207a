import { type Api, api } from './api.ts'
import { browserDevice, type Device } from './device.ts'
import { browserStorage, type Storage } from './storage.ts'
import { type LowData, lowData } from './low-data.ts'
import { browserLocks, type TabLocks } from './tab-locks.ts'
import { countedSocket } from './traffic.ts'

/** What the client's sync needs of the world, so that tests bring their own. Timers are the platform's. */
export type SyncParts = {
  api: Api
  /** `ws://host/sync`, without the document. */
  syncUrl: string
  WebSocket: typeof WebSocket
  device: Device
  locks: TabLocks
  storage: Storage
  /** Whether this device spares its line. */
  lowData: LowData
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back when there is reason to try the line again at once: back online, tab in view. The answer unsubscribes. */
  onWake(listener: () => void): () => void
  /** True while the browser says that it has no network at all; false says nothing of the server. */
  networkGone(): boolean
  /** Calls back when the browser says that its network is gone. The answer unsubscribes. */
  onNetworkLost(listener: () => void): () => void
  /** Asks `wouldLose` when the tab is about to end; true makes the browser ask the person first. The answer unsubscribes. */
  onLeave(wouldLose: () => boolean): () => void
}

/** The browser's own. */
export function browserParts(): SyncParts {
  const { location } = globalThis
  return {
    api,
    syncUrl: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`,
    WebSocket: countedSocket(globalThis.WebSocket),
    device: browserDevice,
    locks: browserLocks(),
    storage: browserStorage,
    lowData,
    now: () => Date.now(),
    onWake(listener) {
      const seen = (): void => {
        if (document.visibilityState === 'visible') listener()
      }
      addEventListener('online', listener)
      addEventListener('pageshow', listener)
      document.addEventListener('visibilitychange', seen)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('pageshow', listener)
        document.removeEventListener('visibilitychange', seen)
      }
    },
    networkGone: () => !navigator.onLine,
    onNetworkLost(listener) {
      addEventListener('offline', listener)
      return () => removeEventListener('offline', listener)
    },
    onLeave(wouldLose) {
      const ask = (event: BeforeUnloadEvent): void => {
        if (wouldLose()) event.preventDefault()
      }
      addEventListener('beforeunload', ask)
      return () => removeEventListener('beforeunload', ask)
    },
  }
}

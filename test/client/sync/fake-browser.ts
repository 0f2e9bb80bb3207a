import type { Api } from '../../../client/sync/api.ts'
import type { SyncParts } from '../../../client/sync/parts.ts'
import { memoryStorage } from '../../../client/sync/storage.ts'
import { type TabLocks, webLocks } from '../../../client/sync/tab-locks.ts'
import { refuse } from '../../../shared/result.ts'
import type { FakeNet } from './fake-net.ts'
import { MemoryDevice } from './memory-device.ts'

/** A browser of one member: what its tabs share. `tab()` gives the parts of one tab. */
export class FakeBrowser {
  readonly device = new MemoryDevice()
  readonly storage = memoryStorage()
  readonly locks: TabLocks = webLocks(fakeWebLocks())
  /** Low-data mode of this browser; `spare` switches it. */
  thrifty = false
  /** Whether the browser says that it has no network at all. */
  networkGone = false
  readonly #spared = new Set<() => void>()
  readonly #wakes = new Set<() => void>()
  readonly #losses = new Set<() => void>()
  readonly #net: Pick<FakeNet, 'socketOf'>
  readonly #member: string
  api: Api

  constructor(net: Pick<FakeNet, 'socketOf'>, member: string, api?: Api) {
    this.#net = net
    this.#member = member
    const nobody = async () => refuse({ status: 0, code: 'offline' })
    this.api = api ?? { get: nobody, post: nobody, put: nobody, delete: nobody }
  }

  tab(): SyncParts {
    const { device, storage, locks, api } = this
    return {
      api,
      syncUrl: 'ws://server/sync',
      WebSocket: this.#net.socketOf(this.#member),
      device,
      locks,
      storage,
      lowData: { on: () => this.thrifty, subscribe: listener => added(this.#spared, listener) },
      now: () => Date.now(),
      onWake: listener => added(this.#wakes, listener),
      networkGone: () => this.networkGone,
      onNetworkLost: listener => added(this.#losses, listener),
      onLeave: () => () => {},
    }
  }

  /** Switches low-data mode. */
  spare(on: boolean): void {
    this.thrifty = on
    for (const listener of [...this.#spared]) listener()
  }

  /** Back online, or looked at again. */
  wake(): void {
    for (const listener of [...this.#wakes]) listener()
  }

  networkLost(): void {
    for (const listener of [...this.#losses]) listener()
  }
}

function added(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Web Locks of one browser: `ifAvailable` only. */
export function fakeWebLocks(): Pick<LockManager, 'request'> {
  const taken = new Set<string>()
  const request = async (name: string, _options: unknown, hold: (lock: unknown) => unknown): Promise<unknown> => {
    if (taken.has(name)) return hold(null)
    taken.add(name)
    try {
      return await hold({ name })
    } finally {
      taken.delete(name)
    }
  }
  return { request: request as LockManager['request'] }
}

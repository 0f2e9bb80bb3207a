import type { Device } from './device-checks.ts'
import type { Line } from './line-checks.ts'

/** Registers a worker that does nothing, for a part of the site where nothing is, and takes it away again. */
const WORKER = '/venue-worker.js'

type TrustedTypes = {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string }
}

let policy: { createScriptURL(url: string): string } | null = null

/** The line that this page came over. */
export function thisLine(): Line {
  return {
    fetch: (path, init) => fetch(path, init),
    openSocket: path => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`),
    clock: { elapsed: () => performance.now(), now: () => Date.now() },
  }
}

/** The browser that shows this page. On plain http, half of what the types promise is not there. */
export function thisDevice(): Device {
  const { serviceWorker, locks, storage, clipboard, share, userAgent, language } = navigator as Partial<Navigator>
  return {
    plainHttp: location.protocol === 'http:',
    secure: isSecureContext,
    tryWorker: serviceWorker ? () => tryWorker(serviceWorker) : null,
    indexedDB: globalThis.indexedDB,
    locks,
    subtle: (globalThis.crypto as Partial<Crypto> | undefined)?.subtle,
    canShare: share !== undefined,
    canCopy: clipboard !== undefined,
    estimate: storage?.estimate ? () => storage.estimate() : undefined,
    userAgent: userAgent ?? '',
    width: innerWidth,
    height: innerHeight,
    language: language ?? '',
  }
}

async function tryWorker(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers.register(workerUrl(), { scope: '/venue/check/' })
  await registration.unregister()
}

// Pages of Trestle run no script by a plain string: this one address is let through, and no other.
function workerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes?.createPolicy('trestle-venue', { createScriptURL: () => WORKER }) ?? {
    createScriptURL: () => WORKER,
  }
  return policy.createScriptURL(WORKER)
}

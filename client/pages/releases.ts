import { msg } from '@lit/localize'
import type { EntryQuestion, WorkerWish } from '../worker/release.ts'
import { toast } from '../ui/toast.ts'

type ScriptUrls = { createScriptURL(address: string): string }
type TrustedTypes = { createPolicy(name: string, rules: ScriptUrls): ScriptUrls }

/** The one worker of this origin. */
const WORKER = '/sw.js'
/** How often a page that stays open asks whether there is a new release, in milliseconds. */
const ASK_EVERY = 60 * 60_000

/**
 * Keeps the application on this device where the browser can (https, or this very machine), and says when a new release is
 * there. Nothing reloads by itself: whoever is writing decides when.
 */
export async function followReleases(): Promise<void> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker || !isSecureContext) return
  serviceWorker.addEventListener('message', event => sayEntry(event as MessageEvent<EntryQuestion>))
  serviceWorker.startMessages()
  const registration = await register(serviceWorker)
  if (!registration) return
  if (!serviceWorker.controller) void keepUsed(serviceWorker)
  if (registration.waiting && serviceWorker.controller) offer(registration, serviceWorker)
  registration.addEventListener('updatefound', () => {
    const next = registration.installing
    next?.addEventListener('statechange', () => {
      // Without a controller this is the first visit: there is nothing to renew.
      if (next.state === 'installed' && serviceWorker.controller) offer(registration, serviceWorker)
    })
  })
  let asked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < ASK_EVERY) return
    asked = Date.now()
    // Without a line there is no news.
    registration.update().catch(() => {})
  })
}

/** Asks the worker to keep the code of every page; false when this browser has none. */
export async function keepEveryPage(): Promise<boolean> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker || !isSecureContext || !(await serviceWorker.getRegistration())) return false
  const { active } = await serviceWorker.ready
  active?.postMessage({ type: 'fetch-ahead' } satisfies WorkerWish)
  return active !== null
}

/** On a first visit the page was there before its worker: what it fetched is named, so that the next visit has it. */
async function keepUsed(serviceWorker: ServiceWorkerContainer): Promise<void> {
  const { active } = await serviceWorker.ready
  const own = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(url => url.origin === location.origin && url.pathname.startsWith('/assets/'))
  active?.postMessage({ type: 'keep', files: own.map(url => url.pathname) } satisfies WorkerWish)
}

async function register(serviceWorker: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  try {
    return await serviceWorker.register(trusted(WORKER), { updateViaCache: 'none' })
  } catch {
    // A private window, a certificate that was only clicked away, or storage that is blocked: all works as without a worker.
    return null
  }
}

/** Trusted Types let no plain string name a script: this policy admits the one address there is. */
function trusted(address: string): string {
  const policy = (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('trestle-worker', {
    createScriptURL(asked) {
      if (asked !== WORKER) throw new TypeError(`${asked} is not our worker`)
      return asked
    },
  })
  return policy ? policy.createScriptURL(address) : address
}

function offer(registration: ServiceWorkerRegistration, serviceWorker: ServiceWorkerContainer): void {
  const run = () => {
    // Another tab may have let it take over meanwhile: then loading again is all there is to do.
    if (!registration.waiting) return location.reload()
    serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    registration.waiting.postMessage({ type: 'take-over' } satisfies WorkerWish)
  }
  toast(msg('A new version of Trestle is ready.'), { act: { label: msg('Reload'), run } })
}

function sayEntry({ data, ports }: MessageEvent<EntryQuestion>): void {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')
  if (data.type === 'which-entry' && entry) ports[0]?.postMessage(new URL(entry.src).pathname)
}

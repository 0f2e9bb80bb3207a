import { care, type Check, missing, works } from './check.ts'
import { inAppBrowser } from './in-app.ts'

/** The browser as the checks see it; some of it is not there on plain http. */
export type Device = {
  /** Whether the page's own address is plain http, and whether the browser calls it secure all the same (localhost). */
  plainHttp: boolean
  secure: boolean
  /** Registers a worker and takes it away again; null where the browser has none. */
  tryWorker: (() => Promise<unknown>) | null
  indexedDB: IDBFactory | undefined
  locks: Pick<LockManager, 'request'> | undefined
  subtle: SubtleCrypto | undefined
  canShare: boolean
  canCopy: boolean
  estimate: (() => Promise<StorageEstimate>) | undefined
  userAgent: string
  width: number
  height: number
  language: string
}

const DATABASE = 'trestle-venue-check'
/** Less than this, and a phone may throw away what was kept. */
const ROOM_MB = 50
const NARROWEST = 320

type DeviceCheckId =
  | 'secure'
  | 'worker'
  | 'storage'
  | 'signatures'
  | 'locks'
  | 'share'
  | 'clipboard'
  | 'screen'
  | 'space'
  | 'browser'

/** The checks of what this browser can do at this address; each tries the thing itself where that disturbs nobody. */
export function deviceChecks(device: Device): Record<DeviceCheckId, Check> {
  // What is not there on plain http may not be there at all in an old browser; the nearer cause is named.
  const absent = () => missing(device.plainHttp && !device.secure ? 'plain-http' : 'browser')
  return {
    secure: async () => (device.secure ? works() : missing('plain-http')),
    worker: async () => {
      if (!device.tryWorker) return absent()
      try {
        await device.tryWorker()
        return works()
      } catch (error) {
        // What browsers throw when they do not trust the certificate (or keep workers closed in a private window).
        return missing(error instanceof DOMException && error.name === 'SecurityError' ? 'certificate' : 'browser')
      }
    },
    storage: async () => {
      try {
        return device.indexedDB && (await keeps(device.indexedDB)) ? works() : missing('browser')
      } catch {
        // Closed to this page, as in some private windows.
        return missing('browser')
      }
    },
    signatures: async () => {
      if (!device.subtle) return absent()
      for (const [name, algorithm, signing] of SIGNATURES)
        if (await signs(device.subtle, algorithm, signing)) return works(name)
      return missing('browser')
    },
    locks: async () => {
      if (!device.locks) return absent()
      return (await device.locks.request('trestle-venue-check', async () => true)) ? works() : missing('browser')
    },
    share: async () => (device.canShare ? works() : absent()),
    clipboard: async () => (device.canCopy ? works() : absent()),
    screen: async () => {
      const { width, height, language } = device
      return width < NARROWEST ? care(width, height, language) : works(width, height, language)
    },
    space: async () => {
      if (!device.estimate) return absent()
      const { quota = 0, usage = 0 } = await device.estimate()
      const free = Math.max(0, Math.floor((quota - usage) / 1_000_000))
      return free < ROOM_MB ? care(free) : works(free)
    },
    browser: async () => {
      const app = inAppBrowser(device.userAgent)
      return app === null ? works() : care(app)
    },
  }
}

const SIGNATURES: [string, AlgorithmIdentifier & EcKeyGenParams, AlgorithmIdentifier & Partial<EcdsaParams>][] = [
  ['Ed25519', { name: 'Ed25519', namedCurve: 'Ed25519' }, { name: 'Ed25519' }],
  ['P-256', { name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
]

async function signs(
  subtle: SubtleCrypto,
  algorithm: AlgorithmIdentifier & EcKeyGenParams,
  signing: AlgorithmIdentifier & Partial<EcdsaParams>,
): Promise<boolean> {
  try {
    const words = new TextEncoder().encode('one table')
    const pair = (await subtle.generateKey(algorithm, false, ['sign', 'verify'])) as CryptoKeyPair
    return await subtle.verify(signing, pair.publicKey, await subtle.sign(signing, pair.privateKey, words), words)
  } catch {
    // This browser does not know the algorithm: the next one is tried.
    return false
  }
}

async function keeps(factory: IDBFactory): Promise<boolean> {
  const words = 'what was written is read back'
  const write = await open(factory)
  await settled(write.transaction('words', 'readwrite').objectStore('words').put(words, 'kept'))
  write.close()
  const read = await open(factory)
  const kept = await settled(read.transaction('words').objectStore('words').get('kept'))
  read.close()
  factory.deleteDatabase(DATABASE)
  return kept === words
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore('words')
  return settled(request)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

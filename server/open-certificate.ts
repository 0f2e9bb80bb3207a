import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { type Certificate, certificateFiles, selfSignedCertificate } from './adapters/certificate.ts'
import type { Config } from './config.ts'
import type { Clock, Log } from './ports.ts'
import { addressesOf, localName } from './reach/addresses.ts'

/** How often names, addresses and files are looked at again, in milliseconds. */
const LOOK_MS = 60_000

/** Where a self-signed certificate is kept. */
export function certificateFolder(data: string): string {
  return join(data, 'https')
}

/** The certificate that the settings ask for, or null for plain http. Rejects with a sentence for the person who starts. */
export async function openCertificate({ https, host, data }: Config, clock: Clock): Promise<Certificate | null> {
  switch (https.type) {
    case 'off':
      return null
    case 'files':
      return certificateFiles(https.cert, https.key)
    case 'self-signed':
      return selfSignedCertificate(certificateFolder(data), ownNames(host), clock.now())
  }
}

/**
 * Looks at the certificate once a minute: a laptop that comes to another network gets one that names its new address, and
 * files that were renewed are taken up. A failure is logged and the old one stays.
 */
export function keepCertificate(options: {
  config: Config
  clock: Clock
  log: Log
  first: Certificate
  renew: (certificate: Certificate) => void
}): void {
  const { config, clock, log, renew } = options
  let current = options.first
  const look = async (): Promise<void> => {
    try {
      const next = await openCertificate(config, clock)
      if (next && next.fingerprint !== current.fingerprint) {
        renew(next)
        current = next
        log.info({ fingerprint: next.fingerprint, until: next.until.toISOString() }, 'the certificate was renewed')
      }
    } catch (error) {
      log.error({ error: String(error) }, 'the certificate could not be looked at; the old one stays')
    }
    clock.after(LOOK_MS, () => void look())
  }
  clock.after(LOOK_MS, () => void look())
}

/** Every name and address that people may type to reach this machine. */
function ownNames(host: string): string[] {
  const name = localName(hostname())
  const addresses = addressesOf(host, networkInterfaces(), hostname()).map(one => one.host.replace(/^\[|\]$/g, ''))
  const own = name === null ? [] : [name, name.replace(/\.local$/, '')]
  return [...new Set(['localhost', '127.0.0.1', '::1', ...own, ...addresses])]
}

import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { certificateFiles, selfSignedCertificate } from '../../../server/adapters/certificate.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 24)
const NAMES = ['localhost', '127.0.0.1', '::1', 'laptop.local', '192.168.1.20']
const undo: (() => void)[] = []

afterEach(() => {
  for (const one of undo.splice(0)) one()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trestle-cert-'))
  undo.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('[NET-5] the self-signed certificate names exactly this machine, for at most 397 days, its key readable by its owner alone', async () => {
  const at = join(folder(), 'https')
  const made = await selfSignedCertificate(at, NAMES, NOW)
  const parsed = new X509Certificate(made.cert)

  for (const name of ['localhost', 'laptop.local']) expect(parsed.checkHost(name)).toBe(name)
  for (const address of ['127.0.0.1', '::1', '192.168.1.20']) expect(parsed.checkIP(address)).toBe(address)
  expect(parsed.checkHost('table.example.org')).toBeUndefined()
  expect(parsed.checkIP('192.168.1.21')).toBeUndefined()
  expect(parsed.validToDate.getTime() - parsed.validFromDate.getTime()).toBeLessThanOrEqual(397 * DAY)
  expect(parsed.validFromDate.getTime()).toBeLessThan(NOW)
  expect(parsed.fingerprint256).toBe(made.fingerprint)
  expect(statSync(join(at, 'self-signed.key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(at).sort()).toEqual(['self-signed.crt', 'self-signed.key'])
})

test('[NET-6] it is kept between starts, and renewed under the same key when an address is new or its end is near', async () => {
  const at = folder()
  const first = await selfSignedCertificate(at, NAMES, NOW)
  expect(await selfSignedCertificate(at, NAMES, NOW + 300 * DAY)).toEqual(first)
  // An address that went away is no reason to make every phone warn again.
  expect(await selfSignedCertificate(at, NAMES.slice(0, 4), NOW)).toEqual(first)

  const moved = await selfSignedCertificate(at, [...NAMES.slice(0, 4), '10.0.0.7'], NOW)
  expect(moved.fingerprint).not.toBe(first.fingerprint)
  expect(moved.key).toBe(first.key)
  expect(new X509Certificate(moved.cert).checkIP('10.0.0.7')).toBe('10.0.0.7')

  const later = await selfSignedCertificate(at, ['localhost'], NOW + 380 * DAY)
  expect(later.fingerprint).not.toBe(moved.fingerprint)
  expect(later.until.getTime()).toBeGreaterThan(NOW + 700 * DAY)
  expect(later.key).toBe(first.key)

  writeFileSync(join(at, 'self-signed.key'), 'damaged')
  const anew = await selfSignedCertificate(at, ['localhost'], NOW)
  expect(anew.key).not.toBe(first.key)
})

test('[NET-7] a certificate of one’s own that is missing, broken or of another key is refused by a sentence', async () => {
  const at = folder()
  await selfSignedCertificate(join(at, 'a'), ['localhost'], NOW)
  await selfSignedCertificate(join(at, 'b'), ['localhost'], NOW)
  const [cert, key] = [join(at, 'a/self-signed.crt'), join(at, 'a/self-signed.key')]

  expect(certificateFiles(cert, key).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  expect(() => certificateFiles(join(at, 'none.pem'), key)).toThrow(/TRESTLE_TLS_CERT is .*none\.pem.*ENOENT/)
  expect(() => certificateFiles(key, key)).toThrow(/no certificate in PEM/)
  expect(() => certificateFiles(cert, cert)).toThrow(/no private key in PEM/)
  expect(() => certificateFiles(cert, join(at, 'b/self-signed.key'))).toThrow(/does not belong/)
})

import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'

/** A certificate with its private key (PEM), its SHA-256 fingerprint and its last moment. */
export type Certificate = { cert: string; key: string; fingerprint: string; until: Date }

const DAY_MS = 86_400_000
/** Phones refuse certificates that are valid for more than 398 days. */
const LASTS_DAYS = 397
const RENEW_DAYS = 30

/**
 * The certificate for `names` (host names and IP addresses) that is kept in `folder`, made anew when there is none, when
 * it does not name one of them, or when it ends within 30 days. The private key stays the same, readable by its owner
 * alone. Throws when the folder cannot be written.
 */
export async function selfSignedCertificate(
  folder: string,
  names: readonly string[],
  now: number,
): Promise<Certificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const [certFile, keyFile] = [join(folder, 'self-signed.crt'), join(folder, 'self-signed.key')]
  const kept = read(certFile, keyFile)
  if (kept && covers(kept, names) && kept.until.getTime() - now > RENEW_DAYS * DAY_MS) return kept
  const made = await make(names, now, kept?.key ?? null)
  put(keyFile, made.key, 0o600)
  put(certFile, made.cert, 0o644)
  return made
}

/** The certificate and key in two PEM files. Throws an Error that says which file is wrong and how. */
export function certificateFiles(certFile: string, keyFile: string): Certificate {
  const [cert, key] = [open('TRESTLE_TLS_CERT', certFile), open('TRESTLE_TLS_KEY', keyFile)]
  const parsed = parse(
    () => new X509Certificate(cert),
    `TRESTLE_TLS_CERT is ${certFile}, but that is no certificate in PEM.`,
  )
  const secret = parse(() => createPrivateKey(key), `TRESTLE_TLS_KEY is ${keyFile}, but that is no private key in PEM.`)
  if (!parsed.checkPrivateKey(secret))
    throw new Error(`The key in ${keyFile} does not belong to the certificate in ${certFile}.`)
  return { cert, key, fingerprint: parsed.fingerprint256, until: parsed.validToDate }
}

function open(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${variable} is ${file}, but it cannot be read (${(error as { code?: string }).code}).`, {
      cause: error,
    })
  }
}

function parse<T>(from: () => T, complaint: string): T {
  try {
    return from()
  } catch (error) {
    throw new Error(complaint, { cause: error })
  }
}

function read(certFile: string, keyFile: string): Certificate | null {
  try {
    return certificateFiles(certFile, keyFile)
  } catch {
    // Not there yet, or damaged: a new pair takes its place.
    return null
  }
}

function covers({ cert }: Certificate, names: readonly string[]): boolean {
  const parsed = new X509Certificate(cert)
  return names.every(name => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined)
}

async function make(names: readonly string[], now: number, key: string | null): Promise<Certificate> {
  // Loaded for those who use it: it brings its own ASN.1.
  const { generate } = await import('selfsigned')
  // A day back, for phones whose clock is slow.
  const from = now - DAY_MS
  const pems = await generate([{ name: 'commonName', value: 'Trestle on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(from),
    notAfterDate: new Date(from + LASTS_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map(name => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
    ...(key !== null && { keyPair: { privateKey: key, publicKey: publicKeyOf(key) } }),
  })
  const parsed = new X509Certificate(pems.cert)
  return { cert: pems.cert, key: pems.private, fingerprint: parsed.fingerprint256, until: parsed.validToDate }
}

function publicKeyOf(key: string): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string
}

// Whole or not at all: a start that is cut off leaves the old pair.
function put(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.part`, text, { mode })
  renameSync(`${file}.part`, file)
}

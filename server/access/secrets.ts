import { sha256Hex } from '../../shared/hash.ts'

/** What a secret opens; part of its hash, so that a secret of one purpose never serves another. */
export type SecretPurpose =
  | 'session'
  | 'device'
  | 'invite'
  | 'invite-code'
  | 'token'
  | 'ticket'
  | 'recovery'
  | 'preview'

/** A fresh 256-bit secret from the platform's secure source, as 43 characters that need no escaping in a URL or cookie. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}

/** What is stored in place of a secret: SHA-256 hex of the secret under its purpose. */
export function hashSecret(purpose: SecretPurpose, secret: string): string {
  return sha256Hex(`trestle/${purpose}/v1\n${secret}`)
}

/** True when `text` has the shape of a secret made by `newSecret`: anything else is not even looked up. */
export function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

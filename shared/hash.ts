import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 as 64 lower-case hex digits. Plain JavaScript, since `crypto.subtle` is missing on plain-http hosts. */
export function sha256Hex(input: string | Uint8Array): string {
  return bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input))
}

/** The hash of a canonical text (a clause, a proposal): SHA-256 hex of its NFC form under its own prefix. */
export function textHash(canonicalText: string): string {
  return sha256Hex(`trestle/text-shown/v1\n${canonicalText.normalize('NFC')}`)
}

export { bytesToHex, hexToBytes, utf8ToBytes }

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** A fresh id: 20 characters of base32 (100 bits) from the platform's secure source; works on plain-http hosts too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, byte => ALPHABET[byte & 31]).join('')
}

/** True when `value` has the shape of an id made by `newId`. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z2-7]{20}$/.test(value)
}

/** A value that canonical JSON can hold: the strict subset of RFC 8785 that ledger entries use. */
export type Canonical = null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical }

/**
 * The one text of a value, after RFC 8785 with a stricter subset: integers only (safe ones), well-formed NFC strings,
 * keys sorted by UTF-16 code units, no white space. Throws a RangeError on anything else.
 */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new RangeError(`not a safe integer: ${value}`)
    return String(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed() || value.normalize('NFC') !== value) throw new RangeError('string is not well-formed NFC')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const keys = Object.keys(value).sort()
  return `{${keys.map(key => `${canonicalJson(key)}:${canonicalJson(value[key] as Canonical)}`).join(',')}}`
}

function isList(value: Canonical): value is readonly Canonical[] {
  return Array.isArray(value)
}

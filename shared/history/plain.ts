import * as Y from 'yjs'

/** A value as history tells of it: what JSON can say. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue }

/** The value as JSON can say it. Yjs also stores bytes and big whole numbers; what has no form in JSON reads as null. */
export function plainValue(stored: unknown): PlainValue {
  if (stored === null || typeof stored === 'string' || typeof stored === 'boolean') return stored
  if (typeof stored === 'number') return Number.isFinite(stored) ? stored : null
  if (typeof stored === 'bigint') return String(stored)
  if (Array.isArray(stored)) return stored.map(plainValue)
  if (typeof stored !== 'object' || stored instanceof Uint8Array || stored instanceof Y.AbstractType) return null
  return Object.fromEntries(
    Object.entries(stored)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, plainValue(value)]),
  )
}

/** True when both say the same. */
export function samePlain(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

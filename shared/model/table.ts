import * as Y from 'yjs'
import { newId } from '../ids.ts'

/** How one field of a row is read: anything stored that is not of the right shape reads as `fallback`. */
export type Field<Value> = { read(stored: unknown): Value; fallback: Value }

/** Fields of a row by name. */
export type Shape = Record<string, Field<unknown>>

/** A row as it reads: its id and each field's value. */
export type Row<S extends Shape> = { id: string } & {
  [Name in keyof S]: S[Name] extends Field<infer Value> ? Value : never
}

/** A text field of at most `max` characters; longer stored text reads cut, anything else as ''. */
export function text(max = 4000): Field<string> {
  return { fallback: '', read: stored => (typeof stored === 'string' ? stored.slice(0, max) : '') }
}

/** One of `values`, or the first when anything else is stored. */
export function oneOf<const Value extends string>(...values: readonly [Value, ...Value[]]): Field<Value> {
  return { fallback: values[0], read: stored => values.find(value => value === stored) ?? values[0] }
}

/** A finite number within `min`–`max`, or null. */
export function numberOrNull(min: number, max: number): Field<number | null> {
  return {
    fallback: null,
    read: stored =>
      typeof stored === 'number' && Number.isFinite(stored) ? Math.min(max, Math.max(min, stored)) : null,
  }
}

/** A place `[x, y]`, one value so that two people moving at once never mix axes; null when there is none. */
export function place(): Field<readonly [number, number] | null> {
  return {
    fallback: null,
    read: stored => {
      if (!Array.isArray(stored) || stored.length !== 2) return null
      const [x, y] = stored as unknown[]
      return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null
    },
  }
}

/** True or false; anything else reads as false. */
export function flag(): Field<boolean> {
  return { fallback: false, read: stored => stored === true }
}

/**
 * Typed, tolerant rows in a root Y.Map of Y.Maps keyed by row id. Reading never throws. Writing values that belong
 * together as one value is the caller's part. Rows are listed in the order of their `order` key where the shape has one,
 * else by id, so that every copy lists them alike.
 */
export class Table<S extends Shape> {
  readonly map: Y.Map<unknown>
  readonly shape: S

  constructor(doc: Y.Doc, root: string, shape: S) {
    this.map = doc.getMap(root)
    this.shape = shape
  }

  /** Adds a row and answers its id. Fields not given keep their defaults and are not stored. */
  add(values: Partial<Omit<Row<S>, 'id'>>, id: string = newId()): string {
    const row = new Y.Map<unknown>()
    for (const [name, value] of Object.entries(values)) if (name in this.shape) row.set(name, value)
    this.map.set(id, row)
    return id
  }

  /** Sets fields of a row that exists; unchanged values are not written. Answers false when the row is gone. */
  set(id: string, values: Partial<Omit<Row<S>, 'id'>>): boolean {
    const row = this.map.get(id)
    if (!(row instanceof Y.Map)) return false
    for (const [name, value] of Object.entries(values)) {
      if (name in this.shape && JSON.stringify(row.get(name)) !== JSON.stringify(value)) row.set(name, value)
    }
    return true
  }

  /** Removes a row; undoable by its author. */
  remove(id: string): void {
    if (this.map.has(id)) this.map.delete(id)
  }

  /** The row, or null. */
  get(id: string): Row<S> | null {
    const stored = this.map.get(id)
    return stored instanceof Y.Map ? this.#read(id, stored) : null
  }

  /** Every row in a stable order. */
  all(): Row<S>[] {
    const rows: Row<S>[] = []
    this.map.forEach((stored, id) => {
      if (stored instanceof Y.Map) rows.push(this.#read(id, stored))
    })
    return rows.sort((a, b) => compare(orderOf(a), orderOf(b)) || compare(a.id, b.id))
  }

  #read(id: string, stored: Y.Map<unknown>): Row<S> {
    const row: Record<string, unknown> = { id }
    for (const [name, field] of Object.entries(this.shape)) row[name] = field.read(stored.get(name))
    return row as Row<S>
  }
}

function orderOf(row: object): string {
  return 'order' in row && typeof row.order === 'string' ? row.order : ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

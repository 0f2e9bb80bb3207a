import { orderBetween, orderKeys } from './order.ts'

/** A row with its key in the list. */
export type Ordered = { id: string; order: string }

/**
 * The order keys to write so that the row `id`, new or moving, stands at place `index` (from 0) among the other `rows`.
 * Nearly always one key of one row; only where neighbours share a key or hold an unreadable one, every row's.
 */
export function orderWrites(rows: readonly Ordered[], id: string, index: number): ReadonlyMap<string, string> {
  const others = rows.filter(row => row.id !== id)
  const at = Math.max(0, Math.min(index, others.length))
  const order = orderBetween(others[at - 1]?.order ?? null, others[at]?.order ?? null)
  const wanted = [...others.slice(0, at), { id, order }, ...others.slice(at)]
  if (wanted.every((row, place) => place === 0 || precedes(wanted[place - 1]!, row))) return new Map([[id, order]])
  const keys = orderKeys(null, null, wanted.length)
  return new Map(wanted.map((row, place) => [row.id, keys[place]!]))
}

function precedes(a: Ordered, b: Ordered): boolean {
  return a.order < b.order || (a.order === b.order && a.id < b.id)
}

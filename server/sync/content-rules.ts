import * as Y from 'yjs'
import { LIMITS } from './limits.ts'

/** What a shared type is to the guard: which entries it may hold. */
export type Shape = 'map' | 'array' | 'text' | 'element' | 'fragment'

/** The shape of a nested type; null for a type that canvases never hold. */
export function shapeOf(type: unknown): Shape | null {
  if (type instanceof Y.XmlHook) return null
  if (type instanceof Y.Map) return 'map'
  if (type instanceof Y.Array) return 'array'
  if (type instanceof Y.Text) return 'text'
  if (type instanceof Y.XmlElement) return 'element'
  if (type instanceof Y.XmlFragment) return 'fragment'
  return null
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** False for names that reach into an object's prototype (Y10). */
export const nameAllowed = (name: string): boolean => !FORBIDDEN.has(name)

/** May `content` stand in a type of this shape: under a key (`keyed`), or in its list? (Y11, Y17, Y18) */
export function contentAllowed(content: Y.Item['content'], shape: Shape, keyed: boolean): boolean {
  if (keyed ? shape === 'array' || shape === 'fragment' : shape === 'map') return false
  // What was deleted before it was sent; runs of overwritten values merge, so its length is free.
  if (content instanceof Y.ContentDeleted) return true
  if (content instanceof Y.ContentType) {
    const nested = shapeOf(content.type)
    if (nested === null) return false
    if (content.type instanceof Y.XmlElement && !nameAllowed(content.type.nodeName)) return false
    if (keyed) return true
    if (shape === 'element' || shape === 'fragment')
      return content.type instanceof Y.XmlElement || content.type instanceof Y.XmlText
    return shape === 'array'
  }
  if (content instanceof Y.ContentAny) return (keyed || shape === 'array') && valuesAllowed(content.arr)
  if (content instanceof Y.ContentBinary)
    return (keyed || shape === 'array') && content.content.length <= LIMITS.contentSize
  if (keyed || shape !== 'text') return false
  if (content instanceof Y.ContentString) return content.str.length <= LIMITS.contentSize
  if (content instanceof Y.ContentFormat) return nameAllowed(content.key) && valuesAllowed([content.value])
  if (content instanceof Y.ContentEmbed) return valuesAllowed([content.embed])
  return false
}

function valuesAllowed(values: readonly unknown[]): boolean {
  if (values.length > LIMITS.listValues) return false
  const budget = createBudget()
  return values.every(value => valueAllowed(value, 1, budget))
}

/** What one value, or the values of one struct, may still hold. */
type Budget = { members: number; size: number }

const createBudget = (): Budget => ({ members: LIMITS.valueMembers, size: LIMITS.contentSize })

/** May this plain value stand in a canvas? Bounded in depth, members and size, without names that reach into a prototype (Y10, Y13). */
export function valueAllowed(value: unknown, depth: number, budget: Budget = createBudget()): boolean {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    budget.size -= value.length
    return budget.size >= 0
  }
  if (typeof value !== 'object' || value === null) return true
  if (depth > LIMITS.valueDepth) return false
  const isList = Array.isArray(value)
  // lib0 assigns keys one by one, so a `__proto__` key shows as a foreign prototype.
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return false
  const members: [string | null, unknown][] = isList ? value.map(item => [null, item]) : Object.entries(value)
  budget.members -= members.length
  return (
    budget.members >= 0 &&
    members.every(
      ([key, item]) =>
        (key === null || (valueAllowed(key, depth, budget) && nameAllowed(key))) &&
        valueAllowed(item, depth + 1, budget),
    )
  )
}

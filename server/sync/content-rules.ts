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
  if (content instanceof Y.ContentAny)
    return (keyed || shape === 'array') && content.arr.every(value => valueAllowed(value, 1))
  if (content instanceof Y.ContentBinary) return keyed || shape === 'array'
  if (keyed || shape !== 'text') return false
  if (content instanceof Y.ContentString) return true
  if (content instanceof Y.ContentFormat) return nameAllowed(content.key) && valueAllowed(content.value, 1)
  if (content instanceof Y.ContentEmbed) return valueAllowed(content.embed, 1)
  return false
}

/** May this plain value stand in a canvas? Bounded in depth and members, without names that reach into a prototype (Y10, Y13). */
export function valueAllowed(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true
  if (depth > LIMITS.valueDepth) return false
  if (Array.isArray(value))
    return value.length <= LIMITS.valueMembers && value.every(item => valueAllowed(item, depth + 1))
  // lib0 assigns keys one by one, so a `__proto__` key shows as a foreign prototype.
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  const members = Object.entries(value)
  return (
    members.length <= LIMITS.valueMembers &&
    members.every(([key, item]) => nameAllowed(key) && valueAllowed(item, depth + 1))
  )
}

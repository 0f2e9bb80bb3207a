import * as Y from 'yjs'
import type { RootSpec } from '../../shared/kinds/kind.ts'
import { type Shape, shapeOf } from './content-rules.ts'
import { LIMITS } from './limits.ts'

/** A type that holds entries. `key` is the same for the same type: a root's name, or the struct whose content the type is. */
export type Holder = { key: string | object; shape: Shape; depth: number }

/** Where a struct of an update will stand. `holder` is null when it integrates as garbage since what held it is gone. */
export type Place = { holder: Holder | null; sub: string | null }

/** A struct of the update that is checked, with its place; `from` is the first clock that is new. */
export type Placed = Place & {
  struct: Y.Item | Y.GC
  from: number
  origin: Y.ID | null
  rightOrigin: Y.ID | null
  /** True when the right origin lies left of the origin, and harmlessly so. */
  backward?: boolean
}

/** Why a struct has no place. */
export type Misplaced = 'unknown-root' | 'unknown-parent' | 'bad-origin' | 'bad-content'

/** Finds places of new structs over a document that stays untouched: what is known, and what was placed before in the same update. */
export class Overlay {
  readonly doc: Y.Doc
  readonly #roots: readonly RootSpec[]
  readonly #placed = new Map<number, Placed[]>()
  readonly #holders = new Map<unknown, Holder | null>()

  constructor(doc: Y.Doc, roots: readonly RootSpec[]) {
    this.doc = doc
    this.#roots = roots
  }

  /** First clock of `client` that neither the document nor the update has yet. */
  state(client: number): number {
    const last = this.#placed.get(client)?.at(-1)
    return last ? last.struct.id.clock + last.struct.length : Y.getState(this.doc.store, client)
  }

  has(id: Y.ID): boolean {
    return id.clock < this.state(id.client)
  }

  /** The new struct that holds this id, if it is one of the update's. */
  placedAt(id: Y.ID): Placed | undefined {
    if (id.clock < Y.getState(this.doc.store, id.client)) return undefined
    const list = this.#placed.get(id.client) ?? []
    let low = 0
    let high = list.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (list[middle]!.from <= id.clock) low = middle
      else high = middle - 1
    }
    return list[low]
  }

  /** The struct in the document that holds this id; only for ids that the document knows. */
  liveAt(id: Y.ID): Y.Item | Y.GC {
    return Y.getItem(this.doc.store, id) as Y.Item | Y.GC
  }

  add(placed: Placed): void {
    const { client } = placed.struct.id
    const list = this.#placed.get(client)
    if (list) list.push(placed)
    else this.#placed.set(client, [placed])
  }

  /** Where an item will stand by Yjs's own rules, from its neighbours or its named parent. All ids in it must be known. */
  place(item: Y.Item, origin: Y.ID | null): Place | Misplaced {
    if (origin === null && item.rightOrigin === null) {
      const holder = this.#parent(item.parent)
      return typeof holder === 'string' ? holder : { holder, sub: item.parentSub }
    }
    const left = origin && this.#placeAt(origin)
    const right = item.rightOrigin && this.#placeAt(item.rightOrigin)
    if (left === 'unknown-root' || right === 'unknown-root') return 'unknown-root'
    const first = left ?? right
    if (!first) return 'bad-origin'
    if (left && right) {
      if (left.holder === null || right.holder === null) return { holder: null, sub: null }
      // Yjs takes the left one's parent and trusts that the right one shares it (Y18).
      if (left.holder.key !== right.holder.key || left.sub !== right.sub) return 'bad-origin'
    }
    return { holder: first.holder, sub: first.sub }
  }

  #placeAt(id: Y.ID): Place | 'unknown-root' {
    const placed = this.placedAt(id)
    if (placed) return placed
    const live = this.liveAt(id)
    if (!(live instanceof Y.Item) || live.parent === null) return { holder: null, sub: null }
    const holder = this.#holderOfType(live.parent)
    return holder === null ? 'unknown-root' : { holder, sub: live.parentSub }
  }

  #parent(parent: unknown): Holder | null | Misplaced {
    if (typeof parent === 'string') return this.#root(parent) ?? 'unknown-root'
    if (!(parent instanceof Y.ID)) return 'unknown-parent'
    const placed = this.placedAt(parent)
    const struct = placed ? placed.struct : this.liveAt(parent)
    if (!(struct instanceof Y.Item)) return null
    if (struct.content instanceof Y.ContentDeleted) return null
    if (!(struct.content instanceof Y.ContentType)) return 'unknown-parent'
    if (!placed) return this.#holderOfType(struct.content.type) ?? 'unknown-parent'
    const shape = shapeOf(struct.content.type)
    if (shape === null) return 'bad-content'
    if (placed.holder === null) return null
    return this.#remember(struct, () => ({ key: struct, shape, depth: placed.holder!.depth + 1 }))
  }

  #holderOfType(type: unknown): Holder | null {
    if (!(type instanceof Y.AbstractType)) return null
    return this.#remember(type, () => {
      const item = type._item
      if (item === null) return this.#root(Y.findRootTypeKey(type))
      const shape = shapeOf(type)
      if (shape === null) return null
      const above = item.parent instanceof Y.AbstractType ? this.#holderOfType(item.parent) : null
      return { key: item, shape, depth: (above?.depth ?? LIMITS.nesting) + 1 }
    })
  }

  #root(name: string): Holder | null {
    return this.#remember(name, () => {
      const spec = this.#roots.find(root =>
        'name' in root ? root.name === name : name.startsWith(root.prefix) && name.length <= root.prefix.length + 64,
      )
      return spec ? { key: name, shape: spec.type === 'map' ? 'map' : 'fragment', depth: 1 } : null
    })
  }

  #remember<H extends Holder | null>(key: unknown, make: () => H): H {
    const known = this.#holders.get(key)
    if (known !== undefined) return known as H
    const made = make()
    this.#holders.set(key, made)
    return made
  }
}

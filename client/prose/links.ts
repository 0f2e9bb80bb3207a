import type { EditorState, Transaction } from 'prosemirror-state'
import { safeHref } from '../../shared/model/prose.ts'
import { proseSchema } from './schema.ts'

const { link } = proseSchema.marks

/** The link that the selection stands in (whole, with its ends), or null. */
export function linkAround(state: EditorState): { href: string; from: number; to: number } | null {
  const { $from, empty } = state.selection
  const found = link.isInSet(empty ? $from.marks() : ($from.nodeAfter?.marks ?? [])) ?? null
  if (!found) return null
  const start = $from.start()
  let from = -1
  let to = -1
  $from.parent.forEach((node, offset) => {
    const inside = found.isInSet(node.marks)
    const at = start + offset
    if (inside && from < 0 && at + node.nodeSize >= $from.pos) from = at
    if (inside && from >= 0 && (to < 0 || to === at)) to = at + node.nodeSize
    if (!inside && to < 0) from = -1
  })
  return from >= 0 && to >= $from.pos ? { href: String(found.attrs.href), from, to } : null
}

/** What a person typed as an address: as it is when it may be followed, with `https://` before it when that makes it so. */
export function typedHref(typed: string): string | null {
  const words = typed.trim()
  const whole = safeHref(words)
  if (whole) return whole
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(words)) return safeHref(`mailto:${words}`)
  return /^[^\s:/]+\.[^\s:]+$/.test(words) ? safeHref(`https://${words}`) : null
}

/** Links the selection to `href`; with nothing selected, changes the link around it or writes the address itself. */
export function setLink(state: EditorState, href: string): Transaction {
  const mark = link.create({ href })
  const around = linkAround(state)
  const { from, to, empty } = state.selection
  if (!empty) return state.tr.removeMark(from, to, link).addMark(from, to, mark)
  if (around) return state.tr.removeMark(around.from, around.to, link).addMark(around.from, around.to, mark)
  return state.tr.replaceSelectionWith(proseSchema.text(href.replace(/^(mailto|tel):/i, ''), [mark]), false)
}

/** Takes away the link around or within the selection; the words stay. */
export function removeLink(state: EditorState): Transaction {
  const around = linkAround(state)
  const { from, to } = state.selection
  return state.tr.removeMark(Math.min(from, around?.from ?? from), Math.max(to, around?.to ?? to), link)
}

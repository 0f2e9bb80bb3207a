/** Marks that a run of words may carry; `link` holds an address that `safeHref` allows. */
export type ProseMarks = { strong?: boolean; em?: boolean; link?: string | null }

/** Words under one set of marks, or a line break. */
export type ProseInline = { type: 'text'; text: string; marks: ProseMarks } | { type: 'break' }

/** A block as it reads: what the stored nodes mean, whatever stored them. */
export type ProseBlock =
  | { type: 'paragraph'; content: ProseInline[] }
  | { type: 'heading'; level: 1 | 2 | 3; content: ProseInline[] }
  | { type: 'bullet_list'; items: ProseBlock[][] }
  | { type: 'ordered_list'; items: ProseBlock[][] }

/** True when two runs carry the same marks. */
function sameMarks(a: ProseMarks, b: ProseMarks): boolean {
  return !!a.strong === !!b.strong && !!a.em === !!b.em && (a.link ?? null) === (b.link ?? null)
}

/**
 * Inline content as it looks: runs of the same marks joined, white space one blank wide and carrying only the marks that
 * the words on both its sides share, none at the ends or around a break. So the text says the same however it was typed.
 */
function tidyInline(content: readonly ProseInline[]): ProseInline[] {
  const pieces = content.flatMap(split)
  const tidy: ProseInline[] = []
  let gap = false
  for (const piece of pieces) {
    if (piece.type === 'text' && piece.text === ' ') {
      gap = true
      continue
    }
    if (piece.type === 'text') {
      if (gap) pushGap(tidy, piece.marks)
      push(tidy, piece.text, piece.marks)
    } else if (tidy.length > 0) tidy.push(piece)
    gap = false
  }
  while (tidy.at(-1)?.type === 'break') tidy.pop()
  return tidy
}

function split(inline: ProseInline): ProseInline[] {
  if (inline.type === 'break') return [inline]
  const words = inline.text.match(/\s+|\S+/gu) ?? []
  return words.map(word => ({ type: 'text', text: /^\s/u.test(word) ? ' ' : word, marks: inline.marks }))
}

function pushGap(tidy: ProseInline[], next: ProseMarks): void {
  const last = tidy.at(-1)
  if (last?.type !== 'text') return
  const link = last.marks.link ?? null
  const strong = !!last.marks.strong && !!next.strong
  const em = !!last.marks.em && !!next.em
  push(tidy, ' ', { strong, em, link: link === (next.link ?? null) ? link : null })
}

function push(tidy: ProseInline[], text: string, marks: ProseMarks): void {
  const last = tidy.at(-1)
  if (last?.type === 'text' && sameMarks(last.marks, marks)) last.text += text
  else tidy.push({ type: 'text', text, marks: { ...marks } })
}

/** Blocks as they look: inline content tidied; blocks, items and lists without any words left out. */
export function tidyBlocks(blocks: readonly ProseBlock[]): ProseBlock[] {
  return blocks.flatMap((block): ProseBlock[] => {
    if ('items' in block) {
      const items = block.items.map(tidyBlocks).filter(item => item.length > 0)
      return items.length > 0 ? [{ ...block, items }] : []
    }
    const content = tidyInline(block.content)
    return content.length > 0 ? [{ ...block, content }] : []
  })
}

/** A stretch of words that stayed, came or went. */
export type DiffPart = { type: 'same' | 'added' | 'removed'; text: string }

/** Beyond this many words on a side the whole side is shown as one change: the table below grows with their product. */
const MAX_WORDS = 1500

/**
 * The difference between two texts, word by word: longest common subsequence over words with their white space.
 * Joining `same` and `removed` gives `before`, joining `same` and `added` gives `after`.
 */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = tokens(before)
  const b = tokens(after)
  if (a.length > MAX_WORDS || b.length > MAX_WORDS) return whole(before, after)
  const lengths = commonLengths(a, b)
  const parts: DiffPart[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      push(parts, 'same', a[i]!)
      i++
      j++
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) push(parts, 'removed', a[i++]!)
    else push(parts, 'added', b[j++]!)
  }
  while (i < a.length) push(parts, 'removed', a[i++]!)
  while (j < b.length) push(parts, 'added', b[j++]!)
  return parts
}

/** Words and white space apart, so that a changed word does not drag its blanks along. */
function tokens(text: string): string[] {
  return text.match(/\s+|[^\s]+/gu) ?? []
}

/** Row `i`, column `j`: how many tokens the rest of `a` from `i` and of `b` from `j` have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    const row = rows[i]!
    const below = rows[i + 1]!
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!)
  }
  return rows
}

function push(parts: DiffPart[], type: DiffPart['type'], text: string): void {
  const last = parts.at(-1)
  if (last?.type === type) last.text += text
  else parts.push({ type, text })
}

function whole(before: string, after: string): DiffPart[] {
  if (before === after) return before === '' ? [] : [{ type: 'same', text: before }]
  const parts: DiffPart[] = []
  if (before !== '') parts.push({ type: 'removed', text: before })
  if (after !== '') parts.push({ type: 'added', text: after })
  return parts
}

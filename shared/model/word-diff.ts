/** A run of words that stayed, went or came. */
type DiffPart = { type: 'same' | 'gone' | 'new'; text: string }

// Beyond this many word pairs the middle is shown as one change: a page that freezes helps nobody.
const MAX_CELLS = 4_000_000

/**
 * The difference between two texts by words, as runs in reading order (longest common subsequence over words and the white
 * space between them). `same` and `gone` joined give `before`, `same` and `new` joined give `after`.
 */
export function wordDiff(before: string, after: string): readonly DiffPart[] {
  const a = before.match(/\s+|[^\s]+/gu) ?? []
  const b = after.match(/\s+|[^\s]+/gu) ?? []
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const parts: DiffPart[] = []
  for (const word of a.slice(0, start)) push(parts, 'same', word)
  middle(parts, a.slice(start, a.length - end), b.slice(start, b.length - end))
  for (const word of a.slice(a.length - end)) push(parts, 'same', word)
  return parts
}

/** The same for people to read: words that follow each other went and came as one, with the spaces between them. */
export function readableDiff(before: string, after: string): readonly DiffPart[] {
  const parts = wordDiff(before, after)
  const read: DiffPart[] = []
  let [gone, come] = ['', '']
  const tell = (): void => {
    push(read, 'gone', gone)
    push(read, 'new', come)
    gone = come = ''
  }
  for (const [at, { type, text }] of parts.entries()) {
    const isBetween = type === 'same' && /^\s+$/u.test(text) && gone + come !== '' && at < parts.length - 1
    if (type === 'same' && !isBetween) {
      tell()
      push(read, 'same', text)
      continue
    }
    if (type !== 'new') gone += text
    if (type !== 'gone') come += text
  }
  tell()
  return read
}

function middle(parts: DiffPart[], a: readonly string[], b: readonly string[]): void {
  const wide = b.length + 1
  if (a.length * b.length > MAX_CELLS) {
    push(parts, 'gone', a.join(''))
    push(parts, 'new', b.join(''))
    return
  }
  const length = new Uint32Array((a.length + 1) * wide)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * wide + j] =
        a[i] === b[j]
          ? length[(i + 1) * wide + j + 1]! + 1
          : Math.max(length[(i + 1) * wide + j]!, length[i * wide + j + 1]!)
    }
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(parts, 'same', a[i]!)
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && length[(i + 1) * wide + j]! >= length[i * wide + j + 1]!)) {
      push(parts, 'gone', a[i]!)
      i += 1
    } else {
      push(parts, 'new', b[j]!)
      j += 1
    }
  }
}

function push(parts: DiffPart[], type: DiffPart['type'], text: string): void {
  const last = parts.at(-1)
  if (text === '') return
  if (last?.type === type) last.text += text
  else parts.push({ type, text })
}

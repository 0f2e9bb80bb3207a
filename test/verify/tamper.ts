import type { Files } from '../../shared/verify/read-export.ts'

/** A small seeded source of whole numbers under `n` (mulberry32), so that every tampering can be done again. */
export function seeded(seed: number): (n: number) => number {
  let state = seed >>> 0
  return n => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n
  }
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytes = (value: string) => new TextEncoder().encode(value)

/** Ways to tamper with an export; each answers changed files, or null when it does not apply to that draw. */
export const TAMPERINGS: Record<string, (files: Files, below: (n: number) => number) => Files | null> = {
  'flip a bit': (files, below) => {
    const path = pick(Object.keys(files), below)
    const changed = files[path]!.slice()
    if (changed.length === 0) return null
    changed[below(changed.length)]! ^= 1 << below(8)
    return { ...files, [path]: changed }
  },
  'drop a file': (files, below) => {
    const { [pick(Object.keys(files), below)]: _, ...rest } = files
    return rest
  },
  'add a file': (files, below) => ({ ...files, [`extra-${below(1000)}.txt`]: bytes('hello') }),
  'cut a file short': (files, below) => {
    const path = pick(Object.keys(files), below)
    const whole = files[path]!
    return whole.length === 0 ? null : { ...files, [path]: whole.slice(0, below(whole.length)) }
  },
  'swap two files': (files, below) => {
    const [a, b] = [pick(Object.keys(files), below), pick(Object.keys(files), below)]
    if (text(files[a]!) === text(files[b]!)) return null
    return { ...files, [a]: files[b]!, [b]: files[a]! }
  },
  'drop an entry': lines((rows, below) => rows.toSpliced(below(rows.length), 1)),
  'cut the end off': lines((rows, below) => rows.slice(0, below(rows.length))),
  'repeat an entry': lines((rows, below) => {
    const at = below(rows.length)
    return rows.toSpliced(at, 0, rows[at]!)
  }),
  'swap two entries': lines((rows, below) => {
    const [a, b] = [below(rows.length), below(rows.length)]
    return a === b ? null : rows.with(a, rows[b]!).with(b, rows[a]!)
  }),
  'change a number in an entry': lines((rows, below) => {
    const at = below(rows.length)
    return rows.with(
      at,
      rows[at]!.replace(/"at":(\d+)/, (_, number: string) => `"at":${Number(number) + 1 + below(9)}`),
    )
  }),
  'change words': (files, below) => {
    const path = pick(
      Object.keys(files).filter(name => name.startsWith('texts/')),
      below,
    )
    const rows = JSON.parse(text(files[path]!)) as ({ words: string } | null)[]
    const row = rows[below(rows.length)]
    if (!row) return null
    row.words += '.'
    return { ...files, [path]: bytes(JSON.stringify(rows)) }
  },
}

function lines(change: (rows: string[], below: (n: number) => number) => string[] | null) {
  return (files: Files, below: (n: number) => number): Files | null => {
    const path = pick(
      Object.keys(files).filter(name => name.endsWith('.jsonl')),
      below,
    )
    const rows = text(files[path]!).split('\n').slice(0, -1)
    const changed = change(rows, below)
    return changed && { ...files, [path]: bytes(changed.map(row => `${row}\n`).join('')) }
  }
}

function pick(names: string[], below: (n: number) => number): string {
  return names[below(names.length)]!
}

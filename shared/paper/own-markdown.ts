import { blockLines } from '../model/prose-blocks.ts'
import { proseMarkdown } from '../model/prose-markdown.ts'
import { parseMarkdown } from '../model/prose-parse.ts'
import { CLAUSES_END, markedTag } from './marks.ts'
import type { IncomingBlock } from './incoming.ts'

/**
 * The clauses of a file that `paperMarkdown` made, exactly as they were. Null when it is no such file, or when another tool
 * has since written it in its own manner: then it is read as any Markdown is.
 */
export function readOwnMarkdown(text: string): IncomingBlock[] | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const starts = lines.flatMap((line, at) => (markedTag(line) === null ? [] : [at]))
  if (starts.length === 0) return null
  const end = lines.indexOf(CLAUSES_END)
  const blocks: IncomingBlock[] = []
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? (end > from ? end : lines.length)
    const clause = clauseOf(lines.slice(from, to))
    if (!clause) return null
    blocks.push(...clause)
  }
  return blocks
}

function clauseOf([mark = '', ...lines]: readonly string[]): IncomingBlock[] | null {
  const [headed, about, ...rest] = lines
    .join('\n')
    .trim()
    .split(/\n{2,}/)
  const [, heading] = /^## \d+\. ?(.*)$/.exec(headed ?? '') ?? []
  if (heading === undefined || !about?.startsWith('_')) return null
  const last = rest.at(-1)?.startsWith('> ') ? rest.pop() : undefined
  const words = rest.join('\n\n')
  const blocks = parseMarkdown(words, 2)
  // Written anew by another tool, it may mean something else to our reader than to its writer.
  if (proseMarkdown(blocks, 2) !== words) return null
  const plain = last?.replace(/^> (?:\*\*.*?[^\\]\*\* ?)?/, '')
  return [
    { type: 'heading', level: 1, content: [{ type: 'text', text: plainly(heading), marks: {} }] },
    { type: 'about', tag: markedTag(mark) ?? '' },
    ...blocks.map((block): IncomingBlock => (block.type === 'heading' ? { ...block, level: block.level + 1 } : block)),
    ...(plain === undefined ? [] : [{ type: 'plain' as const, words: plainly(plain) }]),
  ]
}

function plainly(markdown: string): string {
  return blockLines(parseMarkdown(markdown, 2)).join(' ')
}

import { blockLines, type ProseBlock, type ProseInline, tidyBlocks } from '../model/prose-blocks.ts'
import { oneLine } from '../model/one-line.ts'
import { proseMarkdown } from '../model/prose-markdown.ts'
import type { IncomingBlock } from './incoming.ts'

/** A clause that was found in a file. `tag` is its word for machines when this tool saved the file, else ''. */
export type FoundClause = {
  heading: string
  /** True for what stands before the first heading of its level. */
  before: boolean
  tag: string
  plain: string
  words: ProseBlock[]
  /** Characters of its words in their canonical text. */
  length: number
}

/** Levels at which the file has headings, and how many at each, shallowest first. */
export function headingLevels(blocks: readonly IncomingBlock[]): { level: number; count: number }[] {
  const counts = new Map<number, number>()
  for (const block of blocks) if (block.type === 'heading') counts.set(block.level, (counts.get(block.level) ?? 0) + 1)
  return [...counts].map(([level, count]) => ({ level, count })).sort((a, b) => a.level - b.level)
}

/** The level at which clauses most likely begin: the shallowest with more than one heading, else the shallowest; 1 without. */
export function likelyLevel(blocks: readonly IncomingBlock[]): number {
  const levels = headingLevels(blocks)
  return (levels.find(one => one.count > 1) ?? levels[0])?.level ?? 1
}

/**
 * The clauses of a file when each heading of `level` or above begins one. Deeper headings stay inside, as a clause's own
 * levels 1 to 3. Words before the first heading are a clause without a heading; a heading above `level` with no words of its
 * own begins none, since it only gathers the clauses below it.
 */
export function splitClauses(blocks: readonly IncomingBlock[], level: number): FoundClause[] {
  const found: Draft[] = []
  let draft: Draft = { heading: '', before: true, above: false, tag: '', plain: '', blocks: [] }
  let skipping = false
  const close = () => {
    const words = tidyBlocks(draft.blocks)
    const isBare = words.length === 0 && draft.plain === '' && draft.tag === ''
    // The tool numbers clauses itself and writes no number into a heading.
    const heading = draft.tag === '' ? draft.heading.replace(NUMBER, '') : draft.heading
    if (!(isBare && (draft.before || draft.above))) found.push({ ...draft, heading, blocks: words })
  }
  for (const block of blocks) {
    if (block.type === 'heading' && block.level <= level) {
      close()
      draft = {
        heading: headingText(block.content),
        before: false,
        above: block.level < level,
        tag: '',
        plain: '',
        blocks: [],
      }
      skipping = false
    } else if (block.type === 'own') skipping = true
    else if (skipping || block.type === 'title') continue
    else if (block.type === 'about') draft.tag = block.tag
    else if (block.type === 'plain') draft.plain = [draft.plain, oneLine(block.words)].filter(Boolean).join(' ')
    else if (block.type === 'heading') draft.blocks.push({ ...block, level: inner(block.level - level) })
    else draft.blocks.push(block)
  }
  close()
  return found.map(({ blocks: words, above: _above, ...rest }) => ({
    ...rest,
    words,
    length: proseMarkdown(words).length,
  }))
}

/** The words of a clause in one line, for a glance at it. */
export function glance(words: readonly ProseBlock[], most: number): string {
  const line = oneLine(blockLines(words).join(' '))
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line
}

type Draft = Omit<FoundClause, 'words' | 'length'> & { above: boolean; blocks: ProseBlock[] }

// A number that was typed before a heading.
const NUMBER =
  /^(?:(?:article|clause|section|المادة|البند|§)\s*\p{Nd}+(?:\.\p{Nd}+)*[.):–-]?|\p{Nd}+(?:\.\p{Nd}+)+[.):]?|\p{Nd}+[.):])\s+(?=\S)/iu

function headingText(content: readonly ProseInline[]): string {
  const words = oneLine(content.map(inline => (inline.type === 'break' ? ' ' : inline.text)).join(''))
  return words
}

function inner(level: number): 1 | 2 | 3 {
  return level <= 1 ? 1 : level === 2 ? 2 : 3
}

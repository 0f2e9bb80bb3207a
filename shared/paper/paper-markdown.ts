import type { ProseBlock } from '../model/prose-blocks.ts'
import { proseMarkdown } from '../model/prose-markdown.ts'
import { CLAUSES_END, clauseMark } from './marks.ts'
import type { Paper, PaperBlock, PaperClause, PaperGrid } from './paper.ts'

/**
 * A paper as Markdown that people read and `readOwnMarkdown` reads back: clauses under `##` with their numbers. Each has a
 * comment above it, which no reader shows, so that the file's own sentences are never taken for the partners' words.
 */
export function paperMarkdown(paper: Paper): string {
  const last = paper.blocks.findLastIndex(block => block.type === 'clause')
  let number = 0
  const pieces = paper.blocks.flatMap((block, index) => {
    if (block.type === 'clause') number += 1
    const text = blockText(block, number)
    return index === last ? [text, CLAUSES_END] : [text]
  })
  const head = [`# ${inline(paper.title)}`, ...paper.lines.map(inline)]
  return `${[...head, ...pieces].filter(text => text !== '').join('\n\n')}\n`
}

function blockText(block: PaperBlock, number: number): string {
  switch (block.type) {
    case 'part':
      return `## ${inline(block.words)}`
    case 'clause':
      return clauseText(block, number)
    case 'line':
      return inline(block.words)
    case 'words':
      return proseMarkdown(block.blocks, 2)
    case 'grid':
      return gridText(block)
  }
}

function clauseText(clause: PaperClause, number: number): string {
  const plain = clause.plain && `> **${inline(clause.plain.label)}** ${inline(clause.plain.words)}`
  return [
    clauseMark(clause.tag),
    `## ${number}. ${inline(clause.heading)}`,
    `_${inline(clause.about)}_`,
    proseMarkdown(clause.words, 2),
    plain ?? '',
  ]
    .filter(text => text !== '')
    .join('\n\n')
}

function gridText({ head, rows }: PaperGrid): string {
  const cell = (words: string): ProseBlock[] => [paragraph(words)]
  return proseMarkdown([{ type: 'table', header: true, rows: [head, ...rows].map(row => row.map(cell)) }], 2)
}

function inline(words: string): string {
  return proseMarkdown([paragraph(words)], 2)
}

function paragraph(words: string): ProseBlock {
  return { type: 'paragraph', content: [{ type: 'text', text: words, marks: {} }] }
}

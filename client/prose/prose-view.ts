import './prose.css'
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type * as Y from 'yjs'
import {
  type ProseBlock,
  type ProseInline,
  type ProseMarks,
  type ProseTable,
  tidyBlocks,
} from '../../shared/model/prose-blocks.ts'
import { parseMarkdown } from '../../shared/model/prose-parse.ts'
import { lettersIn } from '../../shared/model/prose-range.ts'
import { readProse } from '../../shared/model/prose-read.ts'
import { cutAtRanges, type ProseRange, talkedAbout } from './prose-range.ts'

/**
 * The words of a rich text as a static template: what every clause without a caret shows. `ranges` are words that are talked
 * about.
 */
export function proseView(doc: Y.Doc, fragmentName: string, ranges: readonly ProseRange[] = []): TemplateResult {
  return blocksView(readProse(doc.getXmlFragment(fragmentName)), ranges)
}

/** Frozen words (`canonicalProse` text: a proposal's, an earlier version's) as they looked. */
export function canonicalView(text: string): TemplateResult {
  return blocksView(parseMarkdown(text))
}

/** What is talked about, and how many letters have been shown. Blocks are shown in reading order. */
type Talk = { readonly ranges: readonly ProseRange[]; at: number }

/** Blocks as a template, inside one `.prose` element. */
export function blocksView(blocks: readonly ProseBlock[], ranges: readonly ProseRange[] = []): TemplateResult {
  return html`<div class="prose words">${blockViews(tidyBlocks(blocks), { ranges, at: 0 })}</div>`
}

function blockViews(blocks: readonly ProseBlock[], talk: Talk): TemplateResult[] {
  return blocks.map(block => blockView(block, talk))
}

function inlineViews(content: readonly ProseInline[], talk: Talk): unknown[] {
  return content.map(inline => inlineView(inline, talk))
}

function blockView(block: ProseBlock, talk: Talk): TemplateResult {
  switch (block.type) {
    case 'paragraph':
      return html`<p dir="auto">${inlineViews(block.content, talk)}</p>`
    case 'heading':
      return headingView(block.level, block.content, talk)
    case 'bullet_list':
      return html`<ul>${block.items.map(item => html`<li>${blockViews(item, talk)}</li>`)}</ul>`
    case 'ordered_list':
      return html`<ol>${block.items.map(item => html`<li>${blockViews(item, talk)}</li>`)}</ol>`
    case 'table':
      return tableView(block, talk)
  }
}

// It scrolls inside itself, so the keyboard must be able to reach it.
function tableView({ header, rows }: ProseTable, talk: Talk): TemplateResult {
  const head = header ? rows[0] : undefined
  const body = head ? rows.slice(1) : rows
  return html`<div class="prose-table" role="region" tabindex="0" aria-label=${msg('Table in the text')}>
    <table>
      ${head ? html`<thead><tr>${head.map(cell => html`<th scope="col">${blockViews(cell, talk)}</th>`)}</tr></thead>` : nothing}
      <tbody>
        ${body.map(row => html`<tr>${row.map(cell => html`<td>${blockViews(cell, talk)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`
}

function headingView(level: 1 | 2 | 3, content: readonly ProseInline[], talk: Talk): TemplateResult {
  const words = inlineViews(content, talk)
  if (level === 1) return html`<h3 dir="auto" data-level="1">${words}</h3>`
  if (level === 2) return html`<h4 dir="auto" data-level="2">${words}</h4>`
  return html`<h5 dir="auto" data-level="3">${words}</h5>`
}

function inlineView(inline: ProseInline, talk: Talk): unknown {
  if (inline.type === 'break') return html`<br />`
  const pieces = cutAtRanges(inline.text, talk.at, talk.ranges)
  talk.at += lettersIn(inline.text)
  return pieces.map(({ text, over, ends }) => talkedAbout(markedView(text, inline.marks), over, ends))
}

function markedView(text: string, { em, strong, link }: ProseMarks): TemplateResult | string {
  let words: TemplateResult | string = text
  if (em) words = html`<em>${words}</em>`
  if (strong) words = html`<strong>${words}</strong>`
  return link ? html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow">${words}</a>` : words
}

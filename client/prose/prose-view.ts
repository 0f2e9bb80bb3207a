import './prose.css'
import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type * as Y from 'yjs'
import { type ProseBlock, type ProseInline, type ProseTable, tidyBlocks } from '../../shared/model/prose-blocks.ts'
import { parseMarkdown } from '../../shared/model/prose-parse.ts'
import { readProse } from '../../shared/model/prose-read.ts'

/** The words of a rich text as a static template: what every clause without a caret shows. */
export function proseView(doc: Y.Doc, fragmentName: string): TemplateResult {
  return blocksView(readProse(doc.getXmlFragment(fragmentName)))
}

/** Frozen words (`canonicalProse` text: a proposal's, an earlier version's) as they looked. */
export function canonicalView(text: string): TemplateResult {
  return blocksView(parseMarkdown(text))
}

/** Blocks as a template, inside one `.prose` element. */
function blocksView(blocks: readonly ProseBlock[]): TemplateResult {
  return html`<div class="prose words">${tidyBlocks(blocks).map(blockView)}</div>`
}

function blockView(block: ProseBlock): TemplateResult {
  switch (block.type) {
    case 'paragraph':
      return html`<p dir="auto">${block.content.map(inlineView)}</p>`
    case 'heading':
      return headingView(block.level, block.content)
    case 'bullet_list':
      return html`<ul>${block.items.map(item => html`<li>${item.map(blockView)}</li>`)}</ul>`
    case 'ordered_list':
      return html`<ol>${block.items.map(item => html`<li>${item.map(blockView)}</li>`)}</ol>`
    case 'table':
      return tableView(block)
  }
}

// It scrolls inside itself, so the keyboard must be able to reach it.
function tableView({ header, rows }: ProseTable): TemplateResult {
  const head = header ? rows[0] : undefined
  const body = head ? rows.slice(1) : rows
  return html`<div class="prose-table" role="region" tabindex="0" aria-label=${msg('Table in the text')}>
    <table>
      ${head ? html`<thead><tr>${head.map(cell => html`<th scope="col">${cell.map(blockView)}</th>`)}</tr></thead>` : nothing}
      <tbody>
        ${body.map(row => html`<tr>${row.map(cell => html`<td>${cell.map(blockView)}</td>`)}</tr>`)}
      </tbody>
    </table>
  </div>`
}

function headingView(level: 1 | 2 | 3, content: readonly ProseInline[]): TemplateResult {
  const words = content.map(inlineView)
  if (level === 1) return html`<h3 dir="auto" data-level="1">${words}</h3>`
  if (level === 2) return html`<h4 dir="auto" data-level="2">${words}</h4>`
  return html`<h5 dir="auto" data-level="3">${words}</h5>`
}

function inlineView(inline: ProseInline): TemplateResult | string {
  if (inline.type === 'break') return html`<br />`
  let words: TemplateResult | string = inline.text
  if (inline.marks.em) words = html`<em>${words}</em>`
  if (inline.marks.strong) words = html`<strong>${words}</strong>`
  const { link } = inline.marks
  return link ? html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow">${words}</a>` : words
}

import './paper.css'
import { html, type TemplateResult } from 'lit'
import type { Paper, PaperBlock, PaperClause, PaperGrid } from '../../shared/paper/paper.ts'
import { blocksView } from '../prose/prose-view.ts'

/** A paper as a page to print: the same words in the same order as in its files. */
export function paperView(paper: Paper): TemplateResult {
  let number = 0
  return html`<article class="paper" dir=${paper.rtl ? 'rtl' : 'ltr'}>
    <h1 dir="auto">${paper.title}</h1>
    ${paper.lines.map(line => html`<p class="line" dir="auto">${line}</p>`)}
    ${paper.blocks.map(block => {
      if (block.type === 'clause') number += 1
      return blockView(block, number)
    })}
  </article>`
}

function blockView(block: PaperBlock, number: number): TemplateResult {
  switch (block.type) {
    case 'part':
      return html`<h2 dir="auto" class=${block.newPage ? 'part new-page' : 'part'}>${block.words}</h2>`
    case 'clause':
      return clauseView(block, number)
    case 'line':
      return html`<p class="line" dir="auto">${block.words}</p>`
    case 'words':
      return blocksView(block.blocks)
    case 'grid':
      return gridView(block)
  }
}

function clauseView(clause: PaperClause, number: number): TemplateResult {
  return html`<section>
    <h2 dir="auto">${number}. ${clause.heading}</h2>
    <p class="line about" dir="auto">${clause.about}</p>
    ${blocksView(clause.words)}
    ${clause.plain ? html`<p class="plain" dir="auto"><b>${clause.plain.label}</b> ${clause.plain.words}</p>` : ''}
  </section>`
}

function gridView({ head, rows, tall }: PaperGrid): TemplateResult {
  return html`<table class=${tall ? 'tall' : ''}>
    <thead><tr>${head.map(words => html`<th scope="col" dir="auto">${words}</th>`)}</tr></thead>
    <tbody>${rows.map(row => html`<tr>${row.map(words => html`<td dir="auto">${words}</td>`)}</tr>`)}</tbody>
  </table>`
}

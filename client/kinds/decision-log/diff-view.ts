import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { wordDiff } from '../../../shared/model/word-diff.ts'

/** Two texts as one, with what went struck out and what came underlined, each named for those who cannot see the lines. */
export function diffView(before: string, after: string): TemplateResult {
  const parts = wordDiff(before, after)
  return html`<p class="diff words" dir="auto">${parts.map(part => {
    if (part.type === 'new') return html`<ins><span class="vh">${msg('Added:')} </span>${part.text}</ins>`
    if (part.type === 'gone') return html`<del><span class="vh">${msg('Taken out:')} </span>${part.text}</del>`
    return html`<span>${part.text}</span>`
  })}</p>`
}

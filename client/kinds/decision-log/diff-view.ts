import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { readableDiff } from '../../../shared/model/word-diff.ts'

/**
 * Two texts as one, with what went struck out and what came underlined, each named for those who cannot see the lines. The text
 * runs as its own words do: a name in the reader's language has no say in it.
 */
export function diffView(before: string, after: string): TemplateResult {
  const parts = readableDiff(before, after)
  return html`<p class="diff words" dir="auto">${parts.map(part => {
    if (part.type === 'new') return html`<ins><bdi class="vh">${msg('Added:')} </bdi>${part.text}</ins>`
    if (part.type === 'gone') return html`<del><bdi class="vh">${msg('Taken out:')} </bdi>${part.text}</del>`
    return html`<span>${part.text}</span>`
  })}</p>`
}

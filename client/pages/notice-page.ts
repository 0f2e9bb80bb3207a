import { html, nothing, type TemplateResult } from 'lit'
import { frontHead } from './front-head.ts'

/** A page that says why something is not there and what to do next. */
export function noticePage(options: {
  heading: string
  words: string
  act?: { label: string; href?: string; run?: () => void }
  /** A second way on. */
  more?: { label: string; href: string }
  head?: boolean
}): TemplateResult {
  const { heading, words, act, more, head = true } = options
  return html`${head ? frontHead() : nothing}
    <main id="main" tabindex="-1" class="page notice-page stack">
      <h1>${heading}</h1>
      <p class="lead">${words}</p>
      ${
        act?.href !== undefined
          ? html`<p><a class="btn primary" href=${act.href}>${act.label}</a></p>`
          : act?.run
            ? html`<p><button class="btn primary" type="button" @click=${act.run}>${act.label}</button></p>`
            : nothing
      }
      ${more ? html`<p><a href=${more.href}>${more.label}</a></p>` : nothing}
    </main>`
}

import { svg, type TemplateResult } from 'lit'
import { html } from 'lit'

/** The trestle: a table top on two frames. */
export function brandMark(): TemplateResult {
  return html`<svg viewBox="0 0 28 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-linecap="round">
    ${svg`<path d="M1.5 6.5h25" stroke-width="3"></path><path d="M8 7.5 4 21M8 7.5 12 21M20 7.5 16 21M20 7.5 24 21M6.2 15h3.6M18.2 15h3.6" stroke-width="2"></path>`}
  </svg>`
}

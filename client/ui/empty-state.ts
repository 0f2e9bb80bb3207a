import { html, nothing, type TemplateResult } from 'lit'
import { icon, type IconName } from './icon.ts'

/**
 * What a page shows while it has nothing: a sentence that teaches with an example, and at most one thing to do. That is
 * the first thing to do on its page, unless it is `second`.
 */
export function emptyState(options: {
  words: string | TemplateResult
  act?: { label: string; run: () => void; icon?: IconName; second?: boolean }
}): TemplateResult {
  const { words, act } = options
  return html`<div class="empty">
    <p class="words">${words}</p>
    ${act ? html`<button class="btn ${act.second ? '' : 'primary'}" type="button" @click=${act.run}>${act.icon ? icon(act.icon) : nothing}${act.label}</button>` : nothing}
  </div>`
}

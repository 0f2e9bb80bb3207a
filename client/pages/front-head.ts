import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { brandMark } from '../ui/brand.ts'
import { languageSelect } from './settings-list.ts'

/** The head of pages outside a partnership: home, joining, errors. */
export function frontHead(): TemplateResult {
  return html`<a class="skip" href="#main">${msg('Skip to content')}</a>
    <header class="top plain">
      <a class="brand" href="/">${brandMark()}<span>Trestle</span></a>
      <div class="tools">${languageSelect()}</div>
    </header>
    <div class="edge"></div>`
}

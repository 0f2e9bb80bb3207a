import { html, type TemplateResult } from 'lit'
import { icon } from '../../ui/icon.ts'
import { statusWord } from '../../ui/words.ts'
import type { LogStatus } from './log-entries.ts'

/** A status as a glyph and a word, never a tint alone. */
export function statusTag(status: LogStatus): TemplateResult {
  switch (status) {
    case 'open':
      return html`<span class="status acc">${icon('circle')}${statusWord('open')}</span>`
    case 'adopted':
      return html`<span class="status pos">${icon('check')}${statusWord('adopted')}</span>`
    case 'adopted_ad_referendum':
      return html`<span class="status cau">${icon('circle-half')}${statusWord('adopted_ad_referendum')}</span>`
    case 'not_adopted':
      return html`<span class="status neg">${icon('x')}${statusWord('not_adopted')}</span>`
    case 'withdrawn':
      return html`<span class="status mut">${icon('minus')}${statusWord('withdrawn')}</span>`
    case 'superseded':
      return html`<span class="status mut">${icon('undo')}${statusWord('superseded')}</span>`
    case 'draft':
      return html`<span class="status mut">${icon('pencil')}${statusWord('draft')}</span>`
  }
}

import { html, svg, type TemplateResult } from 'lit'
import type { ClauseStatus } from '../../../shared/kinds/agreement/standing.ts'
import { icon } from '../../ui/icon.ts'

/** The same circle, filling: dotted, half, full; a turning arrow where settled words changed. Always beside its word. */
export function statusGlyph(status: ClauseStatus): TemplateResult {
  if (status === 'reopened') return html`${icon('refresh-cw')}`
  return html`<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">${circle(status)}</svg>`
}

function circle(status: Exclude<ClauseStatus, 'reopened'>) {
  switch (status) {
    case 'empty':
      return svg`<circle cx="12" cy="12" r="8.5" stroke-dasharray="2.5 3.5"/>`
    case 'drafting':
    case 'discussed':
      return svg`<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12a8.5 8.5 0 0 0 17 0z" fill="currentColor"/>`
    case 'settled':
      return svg`<circle cx="12" cy="12" r="8.5" fill="currentColor"/>`
  }
}

/** The tint that goes with a status; never alone. */
export function statusTint(status: ClauseStatus): string {
  switch (status) {
    case 'settled':
      return 'acc'
    case 'discussed':
      return 'cau'
    case 'reopened':
      return 'neg'
    default:
      return 'mut'
  }
}

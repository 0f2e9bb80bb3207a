import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { path } from '../room/navigate.ts'
import type { PartnershipSession } from '../room/types.ts'
import { icon } from '../ui/icon.ts'

/** The way from the head of a canvas to what it was. */
export function historyLink(session: PartnershipSession, document: string): TemplateResult {
  return html`<a class="btn dense quiet history-link" href=${path.history(session.id, document)}>${icon('history')}<span>${msg('History')}</span></a>`
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { messageButton, type MessageWish, showMessage } from '../../messages/message-dialog.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import type { ClauseView } from './clause-view.ts'

/** The button that asks, by message, each party that has not spoken on a clause's words as they are now. */
export function askAssent(
  session: PartnershipSession,
  document: string,
  clause: ClauseView,
): TemplateResult | typeof nothing {
  if (clause.empty || clause.status === 'drafting' || session.me.role === 'observer') return nothing
  const asked = clause.assents.filter(one => one.party !== session.me.party && (one.stance === 'not-yet' || one.stale))
  if (asked.length === 0) return nothing
  const wishes = asked.map(
    ({ party, stance }): MessageWish => ({
      type: stance === 'not-yet' ? 'assent' : 'assent-again',
      party,
      number: clause.number,
      what: clause.row.heading,
      by: null,
      link: path.row(session.id, document, clause.row.id),
    }),
  )
  const name = msg(str`clause ${formatNumber(clause.number)}`)
  return html`<div class="row tight">${messageButton(() => void showMessage(session, ...wishes), name)}</div>`
}

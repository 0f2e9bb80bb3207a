import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { showMessage } from '../messages/message-dialog.ts'
import { everyoneElse } from '../messages/people.ts'
import { path } from '../room/navigate.ts'
import type { PartnershipSession } from '../room/types.ts'
import { icon } from '../ui/icon.ts'

/** The button that asks people, by message, to come to the table now; nothing while one sits there alone. */
export function askToTable(session: PartnershipSession): TemplateResult | typeof nothing {
  const others = everyoneElse(session)
  if (others.length === 0) return nothing
  const ask = () => showMessage(session, { type: 'table', to: others, link: path.table(session.id), by: null })
  return html`<p><button class="btn quiet dense flush" type="button" @click=${() => void ask()}>${icon('send')}${msg('Ask people to the table now')}</button></p>`
}

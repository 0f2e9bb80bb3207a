import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { messageButton, showMessage } from '../../messages/message-dialog.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { icon } from '../../ui/icon.ts'
import { copyField } from '../copy-field.ts'
import type { InviteRole } from './invite-form.ts'

/** What the server tells of an invite once: afterwards it only knows a hash of the secret and the code. */
export type MadeInvite = { id: string; url: string; code: string; expiresAt: number; maxUses: number; role: InviteRole }

/** Link and code of a fresh invite, to copy or to read out. They are not shown again. */
export function madeInvite(session: PartnershipSession, made: MadeInvite, done: () => void): TemplateResult {
  const { url, code, expiresAt } = made
  const host = new URL(url).host
  const send = () =>
    showMessage(session, { type: 'invite', link: url, code: { code, host: `${host}/join` }, by: expiresAt })
  return html`<div class="sheet stack made" role="group" aria-labelledby="h-made">
    <div class="stack tight">
      <h3 id="h-made" tabindex="-1">${msg('Your invite is ready')}</h3>
      <p class="sm muted">${msg('Send the link, or read the code out. Both are shown only now: make another invite if you lose them.')}</p>
    </div>
    ${copyField({ id: 'made-link', label: msg('Link'), value: made.url })}
    ${copyField({ id: 'made-code', label: msg('Code to say aloud'), value: made.code, large: true })}
    <div class="row end">${messageButton(() => void send())}<button class="btn" type="button" @click=${done}>${icon('check')}${msg('Done')}</button></div>
  </div>`
}

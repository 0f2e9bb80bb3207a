import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import { refusalWords } from '../ledger/refusal-words.ts'
import { memberName } from '../ledger/views.ts'
import { showMessage } from '../messages/message-dialog.ts'
import { linkForOthers } from '../room/reach.ts'
import type { PartnershipSession } from '../room/types.ts'
import { api } from '../sync/api.ts'
import { confirmAct } from '../ui/dialog.ts'
import { formatDate, isolated } from '../ui/format.ts'
import { toast } from '../ui/toast.ts'
import { copyField } from './copy-field.ts'
import './qr/qr-code.ts'

type Made = { recoveryUrl: string; expiresAt: number }

/** Makes this member a new way back after saying that the old one ends, and shows it once. */
export async function makeMyWayBack(session: PartnershipSession): Promise<boolean> {
  const sure = await confirmAct({
    heading: msg('My way back'),
    body: html`<p>${msg('There is no account and no password. A recovery link brings you back from another phone or browser, once; then you get a new one.')}</p>
      <p>${msg('If you have kept a link from before, it stops working when you make a new one.')}</p>`,
    act: msg('Make my link'),
    cancel: msg('Not now'),
  })
  return sure && made(session, session.me.member, `/api/partnerships/${session.id}/recovery`)
}

/** Makes a way back for somebody who lost theirs. It says first that everyone will see it in the record. */
export async function makeWayBackFor(session: PartnershipSession, member: string): Promise<void> {
  const name = isolated(memberName(session, member))
  const sure = await confirmAct({
    heading: msg(str`A way back for ${name}?`),
    body: html`<p>${msg('Whoever opens the link sits at the table as this person, once. Send it to nobody else.')}</p>
      <p>${msg('That you made it, and when it is used, stands in the record for everyone to see. Their link from before stops working.')}</p>`,
    act: msg('Make the link'),
    cancel: msg('Leave as it is'),
  })
  if (sure) await made(session, member, `/api/partnerships/${session.id}/members/${member}/recovery`)
}

async function made(session: PartnershipSession, member: string, address: string): Promise<boolean> {
  const answer = await api.post<Made>(address)
  if (!answer.ok) {
    toast(refusalWords(answer.refusal), { tone: 'negative' })
    return false
  }
  const { recoveryUrl, expiresAt } = answer.value
  const { link, here } = await linkForOthers(session, recoveryUrl)
  const mine = member === session.me.member
  const send = await confirmAct({
    heading: mine ? msg('Keep your recovery link') : msg('Send this link to nobody else'),
    body: html`<div class="stack">
      <p>${msg(str`It works once, until ${formatDate(expiresAt)}, and is shown only now.`)}</p>
      <div class="way-back-link">
        <tr-qr-code .text=${link} .label=${msg('Code that leads to the recovery link')}></tr-qr-code>
        <div class="stack">
          <p>${mine ? msg('Scan it with your other phone, or copy the link to where you find it again.') : msg('Let them scan it, or send them the link.')}</p>
          ${copyField({ id: 'way-back-link', label: msg('Recovery link'), value: link })}
          ${here ? html`<p class="muted sm">${msg('The link opens on this machine only. The page “People and invites” says how to open Trestle to others.')}</p>` : nothing}
        </div>
      </div>
    </div>`,
    act: mine ? msg('Send it to myself') : msg('Copy message'),
    cancel: msg('Done'),
  })
  if (send) await showMessage(session, { type: 'recovery', to: [member], link, by: expiresAt })
  return true
}

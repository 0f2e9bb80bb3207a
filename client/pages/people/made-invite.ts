import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { partnershipWords } from '../../ledger/views.ts'
import { messageButton, showMessage } from '../../messages/message-dialog.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDateTime } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { roleWord } from '../../ui/words.ts'
import { copyField } from '../copy-field.ts'
import type { InviteRole } from './invite-form.ts'
import { linkForPhones, phoneWay, type Reach } from '../../room/reach.ts'
import '../qr/qr-code.ts'

/** What the server tells of an invite once: afterwards it only knows a hash of the secret and the code. */
export type MadeInvite = { id: string; url: string; code: string; expiresAt: number; maxUses: number; role: InviteRole }

/** Link, picture and code of a fresh invite, to copy, to scan or to read out. They are not shown again. */
export function madeInvite(options: {
  session: PartnershipSession
  made: MadeInvite
  reach: Reach | null
  /** The machine's address that links begin with, where this page's own is of no use to phones. */
  base: string | null
  onBase: (base: string) => void
  done: () => void
}): TemplateResult {
  const { session, made, reach, base, onBase, done } = options
  const url = linkForPhones(made.url, reach, location.hostname, base)
  const [role, until] = [roleWord(made.role), formatDateTime(made.expiresAt)]
  const show = async (print: boolean) => {
    const { showJoinWall } = await import('../qr/join-wall.ts')
    await showJoinWall({ partnership: partnershipWords(session).name, url, code: made.code }, { print })
  }
  const host = `${new URL(url).host}/join`
  const send = () =>
    showMessage(session, { type: 'invite', link: url, code: { code: made.code, host }, by: made.expiresAt })
  return html`<div class="sheet stack made" role="group" aria-labelledby="h-made">
    <div class="stack tight">
      <h3 id="h-made" tabindex="-1">${msg('Your invite is ready')}</h3>
      <p class="sm muted">${msg('Send the link, or read the code out. Both are shown only now: make another invite if you lose them.')}</p>
    </div>
    ${phoneNote(reach, base, onBase)}
    <div class="made-way">
      <tr-qr-code .text=${url} .label=${msg('Code that leads to this invite')}></tr-qr-code>
      <div class="stack">
        ${copyField({ id: 'made-link', label: msg('Link'), value: url })}
        ${copyField({ id: 'made-code', label: msg('Code to say aloud'), value: made.code, large: true })}
        <p class="sm muted">${msg(str`Whoever sees it can join until ${until}. Role: ${role}.`)}</p>
      </div>
    </div>
    <div class="row end">
      ${messageButton(() => void send())}
      <button class="btn" type="button" @click=${() => void show(false)}>${icon('maximize')}${msg('Show it large')}</button>
      <button class="btn" type="button" @click=${() => void show(true)}>${icon('printer')}${msg('Print a sheet')}</button>
      <button class="btn" type="button" @click=${done}>${icon('check')}${msg('Done')}</button>
    </div>
  </div>`
}

function phoneNote(
  reach: Reach | null,
  base: string | null,
  onBase: (base: string) => void,
): TemplateResult | typeof nothing {
  const way = phoneWay(reach, location.hostname)
  if (way === 'shared' || !reach) return nothing
  if (way !== 'other')
    return html`<div class="banner warn">${icon('wifi-off')}<span>${msg('Phones cannot open this link yet.')} <a class="reach-link" href="#h-reach">${msg('How to open Trestle to the room')}</a></span></div>`
  return html`<div class="field">
    <label for="made-base">${msg('Address for phones')}</label>
    <select class="in" id="made-base" @change=${(event: Event) => onBase((event.currentTarget as HTMLSelectElement).value)}>
      ${reach.addresses.map(one => html`<option value=${one.url} ?selected=${one.url === (base ?? reach.addresses[0]?.url)}>${one.network ? `${one.url} (${one.network})` : one.url}</option>`)}
    </select>
    <p class="hint">${msg('This page is open at an address of this machine alone. The link uses one that phones on your network can open.')}</p>
  </div>`
}

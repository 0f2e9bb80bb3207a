import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Role } from '../../../shared/access/roles.ts'
import type { Wait } from '../../../shared/ledger/waiting.ts'
import { counted } from '../../i18n/counts.ts'
import { path } from '../../room/navigate.ts'
import { formatDate, formatDateTime } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { roleWord } from '../../ui/words.ts'

/** A partnership of this browser, as `GET /api/partnerships` tells it. */
export type Mine = {
  id: string
  name: string
  purpose: string
  member: { id: string; role: Role; name: string }
  brokerTitle: string
  parties: PartyView[]
  waiting: { count: number; due: number | null; first: Wait['what'] | null }
  log: string | null
  changedAt: number
}

/** The partnerships of this browser in the server's order, most urgent first. */
export function mineList(mine: readonly Mine[]): TemplateResult {
  return html`<ul class="return-list">${mine.map(one => html`<li>${line(one)}</li>`)}</ul>`
}

function line(one: Mine): TemplateResult {
  const role = one.member.role === 'broker' && one.brokerTitle ? one.brokerTitle : roleWord(one.member.role)
  return html`<a class="pt" href=${path.table(one.id)}>
    <h2 dir="auto">${one.name}</h2>
    ${status(one)}
    <span class="muted sm pt-about"><span class="tag"><bdi>${role}</bdi></span> ${deadline(one)} ${one.purpose ? html`<span class="words" dir="auto">${one.purpose}</span>` : nothing}</span>
    ${
      one.parties.length > 0
        ? html`<span class="seats" role="img" aria-label=${counted('party', one.parties.length)}>${one.parties.map(party => mark(party, { decorative: true }))}</span>`
        : nothing
    }
  </a>`
}

function status({ waiting, changedAt }: Mine): TemplateResult {
  if (waiting.first === 'review' && waiting.count === 1 && waiting.due !== null) {
    const day = formatDate(waiting.due)
    return html`<span class="status acc">${icon('flag')}${msg(str`Review due ${day}`)}</span>`
  }
  if (waiting.count > 0)
    return html`<span class="status cau">${icon('clock')}${counted('waiting', waiting.count)}</span>`
  const day = formatDate(changedAt)
  return html`<span class="muted sm">${msg(str`Last changed ${day}`)}</span>`
}

function deadline({ waiting }: Mine): TemplateResult {
  if (waiting.count === 0) return html`<span>${msg('Nothing waits for you.')}</span>`
  if (waiting.due === null || waiting.first === 'review') return html``
  const until = formatDateTime(waiting.due)
  return html`<span>${msg(str`The first by ${until}.`)}</span>`
}

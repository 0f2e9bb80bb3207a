import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { documents, memberName, parties } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import { sheet } from './sheet.ts'

/** The table from above: parties sit around it in their stable order, canvases lie on it. */
export function plan(options: {
  session: PartnershipSession
  rooms: ReadonlyMap<string, CanvasRoom>
  addCanvas: (() => void) | null
}): TemplateResult {
  const { session, rooms, addCanvas } = options
  const all = parties(session)
  const half = Math.floor(all.length / 2)
  const lying = documents(session)
  return html`<section aria-label=${msg('The table: parties and canvases')} class="plan">
    ${half > 0 ? html`<div class="side far">${all.slice(0, half).map(party => seat(session, party))}</div>` : nothing}
    <div class="board">
      ${lying.map(info => sheet(session, info, rooms.get(info.id) ?? null))}
      ${
        lying.length === 0
          ? emptyState({
              words: msg('Nothing lies on the table yet. A map of who matters is a good beginning.'),
              ...(addCanvas && { act: { label: msg('Add a canvas'), run: addCanvas } }),
            })
          : nothing
      }
    </div>
    ${all.length === 0 ? html`<p class="sm muted nobody-sits">${msg('No party sits here yet. A party is an organisation or a community body, for example “Lower Delta Fishers’ Cooperative”; it sits at the edge of the table with a mark of its own.')}</p>` : nothing}
    ${all.length > 0 ? html`<div class="side near">${all.slice(half).map(party => seat(session, party))}</div>` : nothing}
  </section>`
}

function seat(session: PartnershipSession, party: PartyView): TemplateResult {
  const people = [...session.ledger.members.values()].filter(
    member => member.party === party.id && member.leftAt === null,
  )
  const here = people.some(member => session.present.has(member.id) || member.id === session.me.member)
  const voice = people.find(member => member.role === 'representative') ?? people[0]
  return html`<a class="seat p${party.mark}" href=${path.people(session.id)}>
    ${mark(party, { stance: here ? 'full' : 'away', decorative: true, halo: true })}
    <b><bdi>${party.short}</bdi></b>
    <span class="muted">${voice ? html`<bdi>${memberName(session, voice.id)}</bdi>` : msg('No one yet')}</span>
    <span class="vh">${here ? msg('here now') : msg('away')}</span>
  </a>`
}

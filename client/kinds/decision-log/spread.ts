import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { standingOf } from '../../../shared/ledger/asks.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { counted } from '../../i18n/counts.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { mark, partyTag, type PartyView } from '../../ui/mark.ts'
import { electorateViews, partyStanding } from './party-marks.ts'
import { stanceOf } from './standing.ts'
import { valuesOf } from './values.ts'

/**
 * Where the parties stand: marks along the table edge, one column for each position the method offers, and the same in
 * words; or all of it as a table. Never an average.
 */
export function spread(
  session: PartnershipSession,
  proposal: Proposal,
  asTable: boolean,
  toggle: (() => void) | null,
): TemplateResult {
  const views = electorateViews(session, proposal.electorate)
  return html`<section class="stack" aria-labelledby="spread-h">
    <div class="row apart">
      <h2 id="spread-h">${msg('Where the parties stand')}</h2>
      ${toggle ? html`<button class="btn quiet dense" type="button" aria-pressed=${asTable ? 'true' : 'false'} @click=${toggle}>${msg('As a table')}</button>` : nothing}
    </div>
    ${asTable ? table(session, proposal, views) : picture(proposal, views)}
    <p class="sm muted spread-words">${inWords(proposal, views).map(words => html`<span>${words}</span> `)}</p>
  </section>`
}

function picture(proposal: Proposal, views: readonly PartyView[]): TemplateResult {
  const values = valuesOf(proposal.settings.method)
  return html`<ol class="spread" style=${`--columns: ${values.length}`} aria-label=${msg('Spread by party')}>
    ${values.map(value => {
      const here = views.filter(party => proposal.positions.get(party.id)?.value === value.value)
      return html`<li class="col ${value.stops ? 'no' : ''}">
        <div class="pile">${here.map(party => mark(party, { stance: stanceOf(proposal, party.id), label: msg(str`${party.name}: ${partyStanding(proposal, party.id)}`) }))}</div>
        <span class="lab"><b>${value.name}</b>${here.length > 0 ? html`<span class="num">${formatNumber(here.length)}</span>` : html`<span class="vh">${msg('nobody')}</span>`}</span>
      </li>`
    })}
  </ol>`
}

function table(session: PartnershipSession, proposal: Proposal, views: readonly PartyView[]): TemplateResult {
  return html`<div class="table-scroll" role="region" aria-label=${msg('Positions as a table')} tabindex="0">
    <table class="t">
      <thead>
        <tr><th scope="col">${msg('Party')}</th><th scope="col">${msg('Position')}</th><th scope="col">${msg('Given')}</th><th scope="col">${msg('Reason')}</th></tr>
      </thead>
      <tbody>
        ${views.map(party => {
          const position = proposal.positions.get(party.id)
          const reason = session.words(position?.reason)
          return html`<tr>
            <th scope="row">${partyTag(party)}</th>
            <td>${mark(party, { stance: stanceOf(proposal, party.id), decorative: true, size: 'sm' })} ${partyStanding(proposal, party.id)}</td>
            <td>${position ? formatDateTime(position.at) : nothing}</td>
            <td class="words" dir="auto">${reason}</td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}

/** The spread in words: how many parties at each position, how many provisional, how many to give it again, how many silent. */
function inWords(proposal: Proposal, views: readonly PartyView[]): string[] {
  const fresh = views.flatMap(party => {
    const standing = standingOf(proposal, party.id)
    return standing && !standing.stale ? [standing.position] : []
  })
  const line = (label: string, count: number) => (count > 0 ? [msg(str`${label}: ${counted('party', count)}`)] : [])
  const stale = views.filter(party => standingOf(proposal, party.id)?.stale).length
  const silent = views.filter(party => !standingOf(proposal, party.id)).length
  return [
    ...valuesOf(proposal.settings.method).flatMap(value =>
      line(value.name, fresh.filter(position => position.value === value.value).length),
    ),
    ...line(
      msg('Provisional among them'),
      fresh.filter(position => position.provisional && position.confirmedAt === null).length,
    ),
    ...line(msg('To be given again on the new text'), stale),
    ...line(proposal.result ? msg('Not heard') : msg('Not heard yet'), silent),
  ]
}

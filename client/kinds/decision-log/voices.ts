import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Position, Proposal } from '../../../shared/ledger/state.ts'
import { memberName } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatList, formatLocale, formatNumber } from '../../ui/format.ts'
import { mark } from '../../ui/mark.ts'
import { electorateViews, partyStanding } from './party-marks.ts'
import { inTheirWords, stanceOf } from './standing.ts'
import { channelWord } from './values.ts'

/** Reasons verbatim, strongest disagreement first; then who spoke without giving one. */
export function voices(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  if (proposal.positions.size === 0) return nothing
  const said = inTheirWords(proposal)
  const quiet = [...proposal.positions.values()].filter(position => position.reason === null && position.proxy === null)
  const entered = [...proposal.positions.values()].filter(
    position => position.reason === null && position.proxy !== null,
  )
  return html`<section class="voices" aria-labelledby="voices-h">
    <h2 id="voices-h">${msg('In their words')}</h2>
    ${[...said, ...entered].map(position => voice(session, proposal, position))}
    ${quiet.length === 0 ? nothing : html`<p class="sm muted voices-rest">${withoutReason(session, quiet)}</p>`}
  </section>`
}

function withoutReason(session: PartnershipSession, quiet: readonly Position[]): string {
  const names = formatList(
    electorateViews(
      session,
      quiet.map(position => position.party),
    ).map(party => party.short),
  )
  return msg(str`Gave a position without a reason: ${names}.`)
}

function voice(session: PartnershipSession, proposal: Proposal, position: Position): TemplateResult | typeof nothing {
  const party = electorateViews(session, [position.party])[0]
  if (!party) return nothing
  const words = session.words(position.reason)
  return html`<div class="voice p${party.mark}">
    ${mark(party, { stance: stanceOf(proposal, party.id), decorative: true })}
    <div class="row apart">
      <b class="party-ink"><bdi>${party.name}</bdi></b><span class="sm muted">${partyStanding(proposal, party.id)}</span>
    </div>
    ${position.reason === null ? nothing : html`<blockquote dir="auto">${words || msg('These words were erased.')}</blockquote>`}
    ${position.proxy ? html`<p class="sm muted voice-note">${proxyLine(session, position.proxy)}</p>` : nothing}
    ${position.version < proposal.versions.length ? html`<p class="sm muted voice-note">${msg(str`Said of version ${formatNumber(position.version)}.`)}</p>` : nothing}
  </div>`
}

/** How a position came in when someone else entered it: channel, who entered it, whether it was read back, who witnessed. */
function proxyLine(session: PartnershipSession, proxy: NonNullable<Position['proxy']>): TemplateResult {
  const by = memberName(session, proxy.by)
  const language = new Intl.DisplayNames(formatLocale(), { type: 'language' }).of(proxy.language) ?? proxy.language
  const witness = session.words(proxy.witness)
  return html`${channelWord(proxy.channel)}
    ${proxy.readBack ? msg(str`Entered by ${by}, read back: yes.`) : msg(str`Entered by ${by}, read back: no.`)}
    ${msg(str`Language: ${language}.`)} ${witness ? msg(str`Witness: ${witness}.`) : nothing}`
}

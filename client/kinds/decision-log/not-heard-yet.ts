import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { standingOf } from '../../../shared/ledger/asks.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { mark } from '../../ui/mark.ts'
import { askButton } from './ask-by-message.ts'
import { electorateViews } from './party-marks.ts'
import { notHeard, stanceOf } from './standing.ts'

/** Who has not spoken on the text as it stands: silence is never consent. */
export function notHeardYet(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  if (proposal.status !== 'open') return nothing
  const silent = electorateViews(session, notHeard(proposal, proposal.electorate))
  if (silent.length === 0) return nothing
  return html`<section class="stack tight" aria-labelledby="silent-h">
    <h2 id="silent-h">${msg('Not heard yet')}</h2>
    <ul class="stands">
      ${silent.map(
        party => html`<li>
          ${mark(party, { stance: stanceOf(proposal, party.id), decorative: true })}
          <span><b class="p${party.mark} party-ink"><bdi>${party.name}</bdi></b>${remark(session, proposal, party.id)} ${askButton(session, proposal, party)}</span>
        </li>`,
      )}
    </ul>
  </section>`
}

function remark(session: PartnershipSession, proposal: Proposal, party: string): TemplateResult | typeof nothing {
  const lines = [
    ...(party === session.me.party ? [msg('That is you.')] : []),
    ...(standingOf(proposal, party)?.stale ? [msg('Spoke on an earlier version; asked again.')] : []),
    ...(proposal.settings.required.includes(party) ? [msg('Must be heard.')] : []),
  ]
  return lines.length === 0 ? nothing : html`<br /><span class="muted">${lines.map(line => html`${line} `)}</span>`
}

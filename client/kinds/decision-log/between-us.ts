import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { standingOf } from '../../../shared/ledger/asks.ts'
import { resultNow } from '../../../shared/ledger/methods/index.ts'
import { isOpenObjection } from '../../../shared/ledger/objections.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { counted } from '../../i18n/counts.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatList, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { electorateViews } from './party-marks.ts'
import { quorumCount } from './rule.ts'

/** One line of the checklist: in place, in place but provisional, or missing. */
type Line = { state: 'done' | 'half' | 'missing'; words: string }

/** What stands between the parties and a decision, by the same function that will compute the result. */
export function betweenUs(session: PartnershipSession, proposal: Proposal): TemplateResult | typeof nothing {
  if (proposal.status !== 'open') return nothing
  return html`<section class="stack tight" aria-labelledby="between-h">
    <h2 id="between-h">${msg('Between us and a decision')}</h2>
    <ul class="stands">
      ${checklist(session, proposal).map(line => html`<li>${glyph(line.state)}<span>${line.words}</span></li>`)}
    </ul>
  </section>`
}

function glyph(state: Line['state']): TemplateResult {
  switch (state) {
    case 'done':
      return html`<span class="glyph pos">${icon('check', { label: msg('In place') })}</span>`
    case 'half':
      return html`<span class="glyph cau">${icon('circle-half', { label: msg('Provisional') })}</span>`
    case 'missing':
      return html`<span class="glyph">${icon('circle-dashed', { label: msg('Missing') })}</span>`
  }
}

/** The lines themselves: quorum, who must be heard, the method's own bar, what is provisional, what must be said again. */
function checklist(session: PartnershipSession, proposal: Proposal): Line[] {
  const reasons = resultNow(proposal).reasons
  const names = (ids: readonly string[]) => formatList(electorateViews(session, ids).map(party => party.short))
  const standing = proposal.electorate.map(party => ({ party, at: standingOf(proposal, party) }))
  const heard = standing.filter(one => one.at && !one.at.stale)
  const needed = quorumCount(proposal.settings, proposal.electorate.length)
  const lines: Line[] = [
    {
      state: reasons.includes('quorum-not-met') ? 'missing' : 'done',
      words: msg(
        str`Heard on these words: ${counted('party', heard.length)} of ${formatNumber(proposal.electorate.length)}. Needed: ${formatNumber(needed)}.`,
      ),
    },
  ]
  const unheard = proposal.settings.required.filter(party => !heard.some(one => one.party === party))
  if (unheard.length > 0) lines.push({ state: 'missing', words: msg(str`Must be heard: ${names(unheard)}.`) })
  else if (proposal.settings.required.length > 0)
    lines.push({ state: 'done', words: msg('All who must be heard have spoken.') })
  lines.push(...bar(proposal, reasons, names))
  const provisional = heard
    .filter(one => one.at?.position.provisional && one.at.position.confirmedAt === null)
    .map(one => one.party)
  if (provisional.length > 0)
    lines.push({ state: 'half', words: msg(str`Provisional, waiting for word from home: ${names(provisional)}.`) })
  const stale = standing.filter(one => one.at?.stale).map(one => one.party)
  if (stale.length > 0)
    lines.push({ state: 'missing', words: msg(str`To say it again on the new words: ${names(stale)}.`) })
  return lines
}

function bar(proposal: Proposal, reasons: readonly string[], names: (ids: readonly string[]) => string): Line[] {
  if (proposal.settings.method === 'consent') {
    const open = [...proposal.objections.values()].filter(isOpenObjection).map(one => one.party)
    return open.length === 0
      ? [{ state: 'done', words: msg('No objection is open.') }]
      : [{ state: 'missing', words: msg(str`An objection is open: ${names(open)}.`) }]
  }
  if (reasons.includes('tie'))
    return [{ state: 'missing', words: msg('As many say no as say yes; a tie adopts nothing.') }]
  return reasons.includes('majority-reached')
    ? [{ state: 'done', words: msg('The bar for yes is reached.') }]
    : [{ state: 'missing', words: msg('The bar for yes is not reached.') }]
}

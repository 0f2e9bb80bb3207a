import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { memberName, partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatRelativeDay } from '../../ui/format.ts'
import { mark } from '../../ui/mark.ts'
import { assentSentence } from './assent-words.ts'
import type { ClauseView } from './clause-view.ts'
import { markStance, stanceWord } from './words.ts'

/** Each party's mark, the same in one sentence, and the reasons in the words given. */
export function assentPanel(session: PartnershipSession, view: ClauseView, now: number): TemplateResult {
  if (view.status === 'empty' && view.counts['not-yet'] === view.assents.length) return html`${nothing}`
  return html`<div>
      <div class="assent" role="list" aria-label=${msg(str`Where each party stands on clause ${formatNumber(view.number)}`)}>
        ${view.assents.map(one => {
          const party = partyView(session, one.party)
          const word = stanceWord(one.stance, one.stale)
          const label = msg(str`${party.name}: ${word}`)
          return html`<span role="listitem">${mark(party, { stance: markStance(one.stance), label })}</span>`
        })}
      </div>
      <p class="assent-line">${assentSentence(view)}</p>
    </div>
    ${view.assents.map(one => {
      const reason = session.words(one.reason)
      if (!reason) return nothing
      const party = partyView(session, one.party)
      const word = stanceWord(one.stance, one.stale)
      return html`<div class=${`note p${party.mark}`}>
        <span class="row">
          <span class=${`chip p${party.mark}`}>${mark(party, { decorative: true })}<bdi>${one.member ? memberName(session, one.member) : party.short}</bdi></span>
          <span class="xs muted">${word}${one.at === null ? nothing : html` <time>${formatRelativeDay(one.at, now)}</time>`}</span>
        </span>
        <p class="words" dir="auto">${reason}</p>
      </div>`
    })}`
}

import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { ClauseState } from '../../../shared/ledger/facts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { announce } from '../../ui/announce.ts'
import { toast } from '../../ui/toast.ts'
import type { ClauseView } from './clause-view.ts'

type Act = { state: ClauseState; label: string }

/** The states that a clause can be moved to from where it stands, each as the act that it is. */
function actsOf(view: ClauseView): Act[] {
  const settle: Act = {
    state: 'settled',
    label: view.status === 'reopened' ? msg('Settle again') : msg('Settle at the table'),
  }
  const discuss: Act = { state: 'discussed', label: msg('Mark as discussed') }
  const back: Act = { state: 'drafting', label: msg('Back to drafting') }
  switch (view.status) {
    case 'empty':
      return []
    case 'drafting':
      return [discuss, settle]
    case 'discussed':
      return [settle, back]
    case 'settled':
      return [back]
    case 'reopened':
      return [settle, discuss, back]
  }
}

/** Buttons for those acts; what would be refused is greyed, with the reason beside it. */
export function clauseActs(session: PartnershipSession, document: string, view: ClauseView): TemplateResult {
  const acts = actsOf(view).map(act => ({ ...act, refusal: session.wouldRefuse(moveOf(document, view, act.state)) }))
  const reasons = [...new Set(acts.flatMap(act => (act.refusal ? [refusalWords(act.refusal)] : [])))]
  if (acts.length === 0) return html`${nothing}`
  const why = `why-${view.row.id}`
  return html`<div class="acts row tight" role="group" aria-label=${msg(str`Standing of clause ${formatNumber(view.number)}`)}>
    ${acts.map(
      act => html`<button
        class="btn dense ${act.refusal ? 'is-off' : ''}"
        type="button"
        aria-disabled=${act.refusal ? 'true' : 'false'}
        aria-describedby=${act.refusal ? why : nothing}
        @click=${() => (act.refusal ? announce(refusalWords(act.refusal)) : move(session, document, view, act.state))}
      >${act.label}</button>`,
    )}
    ${reasons.length > 0 ? html`<p class="sm muted" id=${why}>${reasons.join(' ')}</p>` : nothing}
  </div>`
}

async function move(
  session: PartnershipSession,
  document: string,
  view: ClauseView,
  state: ClauseState,
): Promise<void> {
  const result = await session.execute(moveOf(document, view, state))
  if (!result.ok) {
    toast(refusalWords(result.refusal), { tone: 'negative' })
    return
  }
  const before = stateBefore(view.status)
  doneToast(session, movedWords(state, view.number), before && moveOf(document, view, before))
}

/** The declared state that undoing goes back to; a reopened clause had one for other words, so there is none. */
function stateBefore(status: ClauseView['status']): ClauseState | null {
  return status === 'drafting' || status === 'discussed' || status === 'settled' ? status : null
}

function moveOf(document: string, view: ClauseView, state: ClauseState) {
  return { type: 'clause.move' as const, document, clause: view.row.id, state, hash: view.hash }
}

function movedWords(state: ClauseState, number: number): string {
  switch (state) {
    case 'drafting':
      return msg(str`Clause ${formatNumber(number)} is back in drafting`)
    case 'discussed':
      return msg(str`Clause ${formatNumber(number)} is marked as discussed`)
    case 'settled':
      return msg(str`Clause ${formatNumber(number)} is settled at the table`)
  }
}

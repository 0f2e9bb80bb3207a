import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { mark, partyTag, type PartyView } from '../../ui/mark.ts'
import type { ClauseView } from './clause-view.ts'
import { statusGlyph } from './status-glyph.ts'
import { clauseStatusWord, headingWords, markStance, stanceWord } from './words.ts'

/** What the left side needs of the page: addresses of clauses and the one at hand. */
export type Places = { href(clause: string): string; current: string | null; go(event: Event, clause: string): void }

/** Progress and what is between us and signing. */
export function whereWeStand(
  session: PartnershipSession,
  clauses: readonly ClauseView[],
  places: Places,
): TemplateResult {
  const settled = clauses.filter(one => one.status === 'settled').length
  const empty = clauses.filter(one => one.status === 'empty').length
  const inWork = clauses.length - settled - empty
  const sum = msg(
    str`Settled: ${formatNumber(settled)}, in work: ${formatNumber(inWork)}, empty: ${formatNumber(empty)}`,
  )
  return html`<section class="stack tight" aria-labelledby="between-us">
    <h2 id="between-us">${msg('Between us and signing')}</h2>
    <div class="meter" aria-hidden="true">
      ${[...clauses].sort((a, b) => degree(b) - degree(a)).map(one => html`<i class=${degree(one) > 0 ? `d${degree(one)}` : ''}></i>`)}
    </div>
    <p class="xs muted">${sum}</p>
    <ul class="left-list">
      ${clauses.flatMap(one => obstacles(session, one, places))} ${emptyOnes(clauses, places)}
    </ul>
    ${clauses.length > 0 && settled === clauses.length ? html`<p class="sm">${msg('Every clause is settled at the table.')}</p>` : nothing}
  </section>`
}

function degree(view: ClauseView): number {
  return view.status === 'empty' ? 0 : view.status === 'settled' ? 2 : 1
}

function obstacles(session: PartnershipSession, view: ClauseView, places: Places): TemplateResult[] {
  const link = (words: string) => anchor(places, view.row.id, words)
  const found: TemplateResult[] = []
  const of = (stance: 'objection' | 'reconfirm') =>
    view.assents.filter(one => one.stance === stance).map(one => partyView(session, one.party))
  const [objecting, asked] = [of('objection'), of('reconfirm')]
  const number = formatNumber(view.number)
  if (objecting.length > 0)
    found.push(
      html`<li>${icon('x')}<span>${link(msg(str`Objection in clause ${number}`))}: ${tags(objecting)}</span></li>`,
    )
  if (view.status === 'reopened' && asked.length === 0)
    found.push(html`<li>${statusGlyph('reopened')}<span>${link(msg(str`Reopened: clause ${number}`))}</span></li>`)
  if (asked.length > 0)
    found.push(
      html`<li>${icon('refresh-cw')}<span>${link(msg(str`To reconfirm in clause ${number}`))}: ${tags(asked)}</span></li>`,
    )
  return found
}

function tags(parties: readonly PartyView[]): unknown {
  if (parties.length > 2)
    return html`<span class="marks">${parties.map(party => mark(party, { label: party.name }))}</span>`
  return parties.map((party, index) => html`${index > 0 ? ' ' : nothing}${partyTag(party)}`)
}

function emptyOnes(clauses: readonly ClauseView[], places: Places) {
  const empty = clauses.filter(one => one.status === 'empty')
  const first = empty[0]
  if (!first) return nothing
  const words = msg(str`Clauses without words: ${formatNumber(empty.length)}`)
  return html`<li>${statusGlyph('empty')}<span>${anchor(places, first.row.id, words)}</span></li>`
}

function anchor(places: Places, clause: string, words: string): TemplateResult {
  return html`<a href=${places.href(clause)} @click=${(event: Event) => places.go(event, clause)}>${words}</a>`
}

/** The clauses by number with their status, as places to go to. */
export function clauseList(clauses: readonly ClauseView[], places: Places): TemplateResult {
  return html`<nav class="toc" aria-label=${msg('Clauses')}>
    ${clauses.map(
      one => html`<a
        href=${places.href(one.row.id)}
        aria-current=${one.row.id === places.current ? 'true' : nothing}
        @click=${(event: Event) => places.go(event, one.row.id)}
        >${statusGlyph(one.status)}<span class="num muted">${formatNumber(one.number)}</span
        ><span dir="auto">${headingWords(one.row)}<span class="vh">, ${clauseStatusWord(one.status)}</span></span></a
      >`,
    )}
    <p class="xs muted legend">
      <span>${statusGlyph('settled')} ${msg('settled')}</span>
      <span>${statusGlyph('drafting')} ${msg('in work')}</span>
      <span>${statusGlyph('empty')} ${msg('empty')}</span>
      <span>${statusGlyph('reopened')} ${msg('reopened')}</span>
    </p>
  </nav>`
}

/** What the marks mean, shown with one party's mark. */
export function marksKey(party: PartyView | undefined): TemplateResult {
  if (!party) return html`${nothing}`
  const stances = ['assent', 'reservation', 'objection', 'reconfirm', 'not-yet'] as const
  return html`<section aria-label=${msg('What the marks mean')}>
    <ul class="key">
      ${stances.map(
        stance =>
          html`<li>${mark({ ...party, initials: '' }, { decorative: true, stance: markStance(stance) })}${stanceWord(stance, false)}</li>`,
      )}
    </ul>
  </section>`
}

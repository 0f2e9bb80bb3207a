import { html, nothing, svg, type TemplateResult } from 'lit'
import type { ClauseRecord, Proposal } from '../../../shared/ledger/state.ts'
import type { Standing } from '../../../shared/stakeholders/findings.ts'
import { stanceOf } from '../../kinds/decision-log/standing.ts'
import { parties, partyView } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { MARK_SHAPES } from '../../ui/mark-shapes.ts'

// The pictures are drawn from what is really there, and hidden from assistive technology: the words beside them say it.

function picture(drawing: unknown): TemplateResult {
  return html`<svg class="pic" viewBox="0 0 320 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">${drawing}</svg>`
}

/** A map in small: where its stakeholders stand on power and interest. */
export function mapPicture(standings: readonly Standing[]): TemplateResult {
  const dots = standings.flatMap(one =>
    one.place ? [{ x: 34 + one.place.interest * 2.55, y: 172 - one.place.power * 1.5, unheard: one.unheard }] : [],
  )
  return picture(svg`<path class="pic-line" d="M165 16v156M34 94h262"></path><path class="pic-edge" d="M34 16v156h262"></path>
    ${dots.slice(0, 60).map(dot => svg`<circle class=${dot.unheard ? 'pic-dot unheard' : 'pic-dot'} cx=${dot.x.toFixed(0)} cy=${dot.y.toFixed(0)} r="4.5"></circle>`)}`)
}

/** An agreement in small: a heading and lines for each of its first clauses, with the marks of those who assent. */
export function agreementPicture(
  session: PartnershipSession,
  clauses: readonly (ClauseRecord | null)[],
): TemplateResult {
  const order = parties(session)
  return picture(
    clauses.slice(0, 4).map((record, at) => {
      const y = 24 + at * 46
      const assents = order.filter(
        party =>
          record?.assents.get(party.id)?.hash === record?.hash && record?.assents.get(party.id)?.choice === 'assent',
      )
      return svg`<rect class="pic-ink" x="40" y=${y} width=${70 + ((at * 37) % 50)} height="5"></rect>
        <rect class="pic-text" x="40" y=${y + 14} width="170" height="3"></rect>
        <rect class="pic-text" x="40" y=${y + 23} width=${120 + ((at * 53) % 45)} height="3"></rect>
        ${assents.slice(0, 4).map((party, place) => small(party.mark, 226 + place * 17, y + 6, 'f'))}`
    }),
  )
}

/** Where a position stands on the line of a small spread: those for at one end, those who stop it at the other. */
const PLACES: Readonly<Record<string, number>> = {
  consent: 76,
  yes: 76,
  concern: 160,
  abstain: 160,
  objection: 244,
  no: 244,
}

/** A decision log in small: the spread of one proposal's positions along the line. */
export function logPicture(session: PartnershipSession, proposal: Proposal | null): TemplateResult {
  const piles = new Map<number, string[]>()
  for (const party of proposal?.electorate ?? []) {
    const place = PLACES[proposal?.positions.get(party)?.value ?? '']
    if (place !== undefined) piles.set(place, [...(piles.get(place) ?? []), party])
  }
  const fill = (party: string) => (proposal && ['full', 'provisional'].includes(stanceOf(proposal, party)) ? 'f' : 'o')
  return picture(svg`<rect class="pic-ink" x="40" y="28" width="150" height="6"></rect><rect class="pic-text" x="40" y="46" width="190" height="3"></rect><rect class="pic-text" x="40" y="57" width="130" height="3"></rect>
    <path class="pic-edge" d="M40 150h240"></path>
    ${[...piles].map(([place, ids]) => ids.slice(0, 4).map((id, up) => small(partyView(session, id).mark, place - 7, 132 - up * 20, fill(id))))}`)
}

/** A board in small: as many notes as there are, up to six. */
export function boardPicture(notes: number): TemplateResult {
  return picture(
    Array.from({ length: Math.min(6, notes) }, (_, at) => {
      const [x, y] = [40 + (at % 3) * 84, 32 + Math.floor(at / 3) * 72]
      return svg`<rect class="pic-note" x=${x} y=${y} width="70" height="58" rx="3"></rect><rect class="pic-text" x=${x + 10} y=${y + 14} width="46" height="3"></rect><rect class="pic-text" x=${x + 10} y=${y + 24} width="34" height="3"></rect>`
    }),
  )
}

function small(mark: number, x: number, y: number, fill: 'f' | 'o'): unknown {
  const shape = MARK_SHAPES[mark - 1]
  if (!shape) return nothing
  return svg`<path class="mark p${mark} pic-mark-${fill}" d=${shape.d} transform="translate(${x} ${y}) scale(.62)"></path>`
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { QUADRANTS } from '../../../shared/stakeholders/quadrants.ts'
import type { Standing } from '../../../shared/stakeholders/findings.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import type { MapView } from './map-view.ts'
import { nameWord, quadrantWord, ratingWord } from './map-words.ts'
import './inline-field.ts'

/** What the findings panel needs: the view, what is selected, and what its acts do. */
export type FindingsOptions = {
  view: MapView
  selected: string | null
  /** Null when I may not set the question. */
  setQuestion: ((text: string) => void) | null
  open(id: string): void
}

/** Findings lead: the question, then who is affected but unheard, who is seen differently, the quadrants, the gaps. */
export function findingsPanel(options: FindingsOptions): TemplateResult {
  const { view } = options
  const { findings } = view
  const impact = (one: Standing) => (one.place?.impact === null || !one.place ? '' : ratingWord(one.place.impact))
  const gap = (one: Standing) => ratingWord(one.divergence?.gap ?? 0)
  const steps = (one: Standing) => ((one.gap ?? 0) > 0 ? `+${formatNumber(one.gap ?? 0)}` : formatNumber(one.gap ?? 0))
  const total = formatNumber(view.rows.length)
  const raters = formatNumber(view.raters)
  return html`<aside class="side-panel find-list stack tight" aria-label=${msg('Findings')}>
    ${questionOf(options)}
    <hr class="rule" />
    ${finding(options, msg('Affected but unheard'), findings.unheard, impact, true)}
    ${finding(options, msg('Seen most differently'), findings.differing, gap, true)}
    ${QUADRANTS.map(quadrant => finding(options, quadrantWord(quadrant), findings.quadrants[quadrant], null, false))}
    ${finding(options, msg('Engagement gaps'), findings.gaps, steps, false)}
    ${finding(options, msg('Not yet rated'), findings.unrated, null, false)}
    <p class="sm muted">
      ${msg(str`Stakeholders: ${total}. Parties that have rated: ${raters}. Names in lists open on the map.`)}
    </p>
  </aside>`
}

/** The question that ratings answer, in the partners' voice; a broker edits it in place. */
export function questionOf(options: Pick<FindingsOptions, 'view' | 'setQuestion'>): TemplateResult {
  const { view, setQuestion } = options
  if (setQuestion) {
    return html`<tr-inline-field
      class="question"
      .label=${msg('Question for ratings')}
      .value=${view.question}
      .example=${msg('For example: who decides how much water reaches the delta?')}
      .max=${500}
      multiline
      @commit=${(event: CustomEvent<string>) => event.detail && setQuestion(event.detail)}
    ></tr-inline-field>`
  }
  return html`<p class="sm muted">${msg('Question for ratings')}</p>
    <p class="words" dir="auto">${view.question || msg('The broker has not set a question yet.')}</p>`
}

function finding(
  options: FindingsOptions,
  title: string,
  list: readonly Standing[],
  number: ((one: Standing) => string) | null,
  open: boolean,
): TemplateResult {
  return html`<details ?open=${open && list.length > 0}>
    <summary>
      <span class="tw" aria-hidden="true">${icon('chevron-right')}</span>${title}<span class="n num">${formatNumber(list.length)}</span>
    </summary>
    ${
      list.length === 0
        ? html`<p class="finding muted">${msg('Nobody here.')}</p>`
        : html`<ul class="finding">
            ${list.map(
              one => html`<li>
                <button
                  type="button"
                  class="name-link"
                  aria-current=${one.id === options.selected ? 'true' : nothing}
                  @click=${() => options.open(one.id)}
                >
                  <bdi>${nameWord(one.name)}</bdi>${number ? html`<span class="muted num">${number(one)}</span>` : nothing}
                </button>
              </li>`,
            )}
          </ul>`
    }
  </details>`
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { RatingValues } from '../../../shared/ledger/facts.ts'
import { placeOf } from '../../../shared/stakeholders/place.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/stakeholders/ratings.ts'
import { partyTag } from '../../ui/mark.ts'
import type { MapActs } from './map-acts.ts'
import type { MapView } from './map-view.ts'
import { dimensionWord } from './map-words.ts'
import { numberBox } from './number-box.ts'
import './inline-field.ts'

/** Boxes for my party's own numbers, the choice to put no number on it, and the reason in words. */
export function ownRatingEditor(acts: MapActs, view: MapView, id: string, party: string): TemplateResult {
  const mine = acts.myRating(id)
  const me = view.partyOf.get(party)
  const put = (values: RatingValues) => void acts.rate(id, { note: mine.note, values: { ...mine.values, ...values } })
  const one = (dimension: Dimension) => {
    const value = mine.values[dimension]
    const word = dimensionWord(dimension)
    return html`<div class="own-rating">
      ${numberBox({ label: word, value, put: next => put({ [dimension]: next }) })}
      <label class="check sm"
        ><input
          type="checkbox"
          .checked=${value === null}
          aria-label=${msg(str`${word}: we do not put a number on it`)}
          @change=${(event: Event) => {
            const box = event.target as HTMLInputElement
            if (box.checked) put({ [dimension]: null })
            else void acts.rate(id, { note: mine.note, values: without(mine.values, dimension) })
          }}
        /><span aria-hidden="true">${msg('No number')}</span></label
      >
    </div>`
  }
  return html`<fieldset class="own-ratings stack tight">
    <legend class="sm strong">${me ? html`${partyTag(me)} ` : nothing}${msg('Your party’s rating')}</legend>
    ${DIMENSIONS.map(one)}
    <p class="xs muted">${msg('“No number” says: we do not put a number on it.')}</p>
    <tr-inline-field
      .label=${msg('Why do you see it so?')}
      .value=${mine.note}
      multiline
      @commit=${(event: CustomEvent<string>) => void acts.rate(id, { values: mine.values, note: event.detail })}
    ></tr-inline-field>
  </fieldset>`
}

/** Boxes for the agreed point, which only a broker sets; taking it away lets the middle stand again. */
export function agreedEditor(acts: MapActs, view: MapView, id: string): TemplateResult {
  const agreed = view.ratings?.agreed.get(id)
  const place = placeOf(view.ratings, id)
  const base = { power: Math.round(place?.power ?? 50), interest: Math.round(place?.interest ?? 50) }
  const impact = agreed?.impact
  const put = (change: { power?: number; interest?: number; impact?: number }) =>
    void acts.agree(id, { ...base, ...(impact === undefined ? {} : { impact }), ...change })
  return html`<fieldset class="own-ratings stack tight">
    <legend class="sm strong">${msg('Agreed point')}</legend>
    <p class="xs muted">
      ${agreed ? msg('The table has agreed on this point.') : msg('No point is agreed: the middle of the parties stands.')}
    </p>
    <div class="row tight">
      ${numberBox({ label: msg('Power'), value: agreed?.power, put: power => put({ power }) })}
      ${numberBox({ label: msg('Interest'), value: agreed?.interest, put: interest => put({ interest }) })}
      ${numberBox({ label: msg('Impact on them'), value: impact, put: next => put({ impact: next }) })}
    </div>
    ${
      agreed
        ? html`<button type="button" class="btn dense" @click=${() => void acts.agree(id, null)}>
            ${msg('Let the middle stand again')}
          </button>`
        : nothing
    }
  </fieldset>`
}

function without(values: RatingValues, dimension: Dimension): RatingValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== dimension))
}

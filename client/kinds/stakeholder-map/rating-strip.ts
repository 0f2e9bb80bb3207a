import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import {
  type Dimension,
  declinedOf,
  middleOf,
  type PartyRatings,
  valuesOf,
} from '../../../shared/stakeholders/ratings.ts'
import { mark } from '../../ui/mark.ts'
import { dimensionWord, ratingWord } from './map-words.ts'
import type { MapView } from './map-view.ts'

/**
 * A line from 0 to 10 with every party's mark on it and the middle as a tick: marks along a line, never an average
 * alone. Parties at one value are piled up. In words beneath for those who do not see it.
 */
export function ratingStrip(view: MapView, ratings: PartyRatings, dimension: Dimension): TemplateResult {
  const values = valuesOf(ratings, dimension).flatMap(({ party, value }) => {
    const shown = view.partyOf.get(party)
    return shown ? [{ party: shown, value }] : []
  })
  const middle = middleOf(ratings, dimension)
  const declined = declinedOf(ratings, dimension).flatMap(id => view.partyOf.get(id)?.name ?? [])
  const word = dimensionWord(dimension)
  const piles = new Map<number, number>()
  const stacked = values.map(one => {
    const slot = Math.round(one.value / 5)
    const up = piles.get(slot) ?? 0
    piles.set(slot, up + 1)
    return { ...one, up }
  })
  const highest = Math.max(1, ...stacked.map(one => one.up + 1))
  const names = values
    .map(one => `${one.party.name} ${ratingWord(one.value)}`)
    .join(msg('; ', { desc: 'Between the items of a list' }))
  const middleText = middle === null ? '' : ratingWord(middle)
  return html`<div class="strip">
    <div
      class="track"
      role="img"
      aria-label=${names === '' ? msg(str`${word}: nobody has rated yet`) : msg(str`${word} by party: ${names}`)}
      style=${styleMap({ '--piles': String(highest) })}
    >
      ${stacked.map(
        one =>
          html`<span class="at" style=${styleMap({ '--at': String(one.value / 10), '--up': String(one.up) })}
            >${mark(one.party, { decorative: true, size: 'sm' })}</span
          >`,
      )}
      ${middle === null ? nothing : html`<i class="med" style=${styleMap({ '--at': String(middle / 10) })}></i>`}
    </div>
    <div class="ends">
      <span>${formatNumber(0)}</span
      ><span class="strong"
        >${middle === null ? msg(str`${word}, nobody has rated yet`) : msg(str`${word}, middle ${middleText}`)}</span
      ><span>${formatNumber(10)}</span>
    </div>
    ${
      declined.length > 0
        ? html`<p class="xs muted">${msg('“We do not put a number on it”:')} ${declined.map((name, at) => html`${at > 0 ? msg('; ', { desc: 'Between the items of a list' }) : ''}<bdi>${name}</bdi>`)}</p>`
        : nothing
    }
  </div>`
}

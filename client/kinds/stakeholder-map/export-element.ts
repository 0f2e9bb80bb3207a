import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { companionsOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { writeCsv } from '../../../shared/stakeholders/csv/write.ts'
import { placeOf } from '../../../shared/stakeholders/place.ts'
import { DIMENSIONS, middleOf, ratingsOf } from '../../../shared/stakeholders/ratings.ts'
import type { RatingValues } from '../../../shared/ledger/facts.ts'
import type { CanvasRoom } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import type { MapView } from './map-view.ts'

/** Saves the map as a CSV file; ratings and what only the brokers see are in it only when ticked. Event: `close`. */
@customElement('tr-map-export')
export class MapExportElement extends TrElement {
  @property({ attribute: false }) view!: MapView
  @property({ attribute: false }) companion: CanvasRoom | null = null
  @property() filename = 'stakeholders'
  @property({ type: Boolean }) open = false
  @state() private withRatings = false
  @state() private withSensitive = false

  /** The file's text with what is ticked. */
  text(): string {
    const { rows } = this.view
    return writeCsv({
      rows,
      companions:
        this.companion && this.withSensitive
          ? new Map(
              companionsOf(this.companion.doc)
                .all()
                .map(row => [row.id, row]),
            )
          : null,
      ratings: this.withRatings ? new Map(rows.map(row => [row.id, this.#numbers(row.id)])) : null,
      ownerName: owner => this.view.partyOf.get(owner)?.name ?? owner,
    })
  }

  override render(): TemplateResult {
    const tick = (label: string, checked: boolean, set: (on: boolean) => void) =>
      html`<label class="check"
        ><input type="checkbox" .checked=${checked} @change=${(event: Event) => set((event.target as HTMLInputElement).checked)} /><span
          >${label}</span
        ></label
      >`
    return html`<tr-dialog .heading=${msg('Export as CSV')} ?open=${this.open} @close=${this.#close}>
      ${
        this.open
          ? html`<div class="stack">
              <p>${msg('The file holds the register as everyone sees it. Maps of real people are sensitive: send it to nobody who should not read it.')}</p>
              ${tick(msg('With ratings: the agreed points, else the middles of the parties'), this.withRatings, on => {
                this.withRatings = on
              })}
              ${
                this.companion
                  ? tick(msg('With contact and sensitivities, which only the brokers see'), this.withSensitive, on => {
                      this.withSensitive = on
                    })
                  : nothing
              }
              <div class="row">
                <button type="button" class="btn primary" @click=${this.#save}>${msg('Save the file')}</button>
                <button type="button" class="btn" @click=${this.#close}>${msg('Cancel')}</button>
              </div>
            </div>`
          : nothing
      }
    </tr-dialog>`
  }

  #numbers(id: string): RatingValues {
    const ratings = ratingsOf(this.view.ratings, id)
    const place = placeOf(this.view.ratings, id)
    const values: RatingValues = {}
    for (const dimension of DIMENSIONS) {
      const value = place?.[dimension] ?? middleOf(ratings, dimension)
      if (value !== null) values[dimension] = value
    }
    return values
  }

  #save = (): void => {
    const url = URL.createObjectURL(new Blob([this.text()], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${this.filename.replace(/[^\p{L}\p{N} ._-]+/gu, '').trim() || 'stakeholders'}.csv`
    link.click()
    URL.revokeObjectURL(url)
    this.#close()
  }

  #close = (event?: Event): void => {
    event?.stopPropagation()
    this.withSensitive = false
    this.dispatchEvent(new CustomEvent('close'))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-map-export': MapExportElement
  }
}

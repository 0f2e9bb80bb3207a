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
import { saveFile } from '../../ui/save-file.ts'
import type { Lens } from './geometry.ts'
import { mapPicture, pngOf } from './map-picture.ts'
import type { MapView } from './map-view.ts'

type Format = 'csv' | 'svg' | 'png'

/**
 * Saves the map as a table (CSV) or as a picture of the view on the screen (SVG, PNG). Ratings and what only the brokers
 * see are in the table only when ticked, and never in a picture. Event: `close`.
 */
@customElement('tr-map-export')
export class MapExportElement extends TrElement {
  @property({ attribute: false }) view!: MapView
  @property({ attribute: false }) companion: CanvasRoom | null = null
  @property() filename = 'stakeholders'
  @property({ attribute: false }) lens: Lens = 'grid'
  /** Whether only the brokers see this map. */
  @property({ type: Boolean }) brokers = false
  @property({ type: Boolean }) open = false
  @state() private format: Format = 'csv'
  @state() private problem = ''
  @state() private busy = false
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
    return html`<tr-dialog .heading=${msg('Take the map with you')} ?open=${this.open} @close=${this.#close}>
      ${
        this.open
          ? html`<div class="stack">
              <fieldset class="stack tight">
                <legend class="strong sm">${msg('As what?')}</legend>
                ${this.#choice('csv', msg('A table (CSV), which imports again'))}
                ${this.#choice('svg', msg('A picture that stays sharp (SVG)'))}
                ${this.#choice('png', msg('A picture for slides and chats (PNG)'))}
              </fieldset>
              <p>${this.format === 'csv' ? msg('The file holds the register as everyone sees it. Maps of real people are sensitive: send it to nobody who should not read it.') : msg('The picture shows the view on the screen as a whole, on white: names, axes, parties, question and date. Maps of real people are sensitive: send it to nobody who should not see it.')}</p>
              ${
                this.format === 'csv'
                  ? tick(
                      msg('With ratings: the agreed points, else the middles of the parties'),
                      this.withRatings,
                      on => {
                        this.withRatings = on
                      },
                    )
                  : nothing
              }
              ${
                this.companion && this.format === 'csv'
                  ? tick(msg('With contact and sensitivities, which only the brokers see'), this.withSensitive, on => {
                      this.withSensitive = on
                    })
                  : nothing
              }
              <div role="alert">${this.problem ? html`<p class="banner bad"><span>${this.problem}</span></p>` : nothing}</div>
              <div class="row">
                <button type="button" class="btn primary" ?disabled=${this.busy} @click=${this.#save}>${msg('Save the file')}</button>
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

  #choice(format: Format, label: string): TemplateResult {
    return html`<label class="check"
      ><input type="radio" name="map-format" .checked=${this.format === format} @change=${() => {
        this.format = format
        this.problem = ''
      }} /><span>${label}</span></label
    >`
  }

  #save = async (): Promise<void> => {
    if (this.busy) return
    const name = this.filename || 'stakeholders'
    if (this.format === 'csv') saveFile(`${name}.csv`, 'text/csv', this.text())
    else {
      const svg = mapPicture(this.view, this.lens, this.filename, this.brokers)
      if (this.format === 'svg') saveFile(`${name}.svg`, 'image/svg+xml', svg)
      else if (!(await this.#savePng(name, svg))) return
    }
    this.#close()
  }

  async #savePng(name: string, svg: string): Promise<boolean> {
    this.busy = true
    this.problem = ''
    try {
      saveFile(`${name}.png`, 'image/png', await pngOf(svg))
      return true
    } catch {
      // A canvas that may not be that large, or not be read: the other picture needs none.
      this.problem = msg('This browser could not draw the picture. Take the SVG instead.')
      return false
    } finally {
      this.busy = false
    }
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

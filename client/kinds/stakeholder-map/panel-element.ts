import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { companionsOf, NAME_MAX, type Stakeholder } from '../../../shared/kinds/stakeholder-map/model.ts'
import { DIMENSIONS, ratingsOf, type Spread } from '../../../shared/stakeholders/ratings.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import '../../talk/talk-element.ts'
import { TrElement } from '../../ui/element.ts'
import { icon } from '../../ui/icon.ts'
import { partyTag } from '../../ui/mark.ts'
import { sectorWord } from '../../ui/words.ts'
import type { MapActs } from './map-acts.ts'
import type { MapView } from './map-view.ts'
import { dimensionWord, kindWord, levelWord, nameWord, ratingWord } from './map-words.ts'
import { agreedEditor, ownRatingEditor } from './rating-editor.ts'
import { ratingStrip } from './rating-strip.ts'
import { registerFields } from './register-fields.ts'
import './inline-field.ts'

/** Everything about one stakeholder: ratings by party, the register, and what only the brokers see. Event: `close`. */
@customElement('tr-stakeholder-panel')
export class StakeholderPanelElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) companion: CanvasRoom | null = null
  @property({ attribute: false }) acts!: MapActs
  @property({ attribute: false }) view!: MapView
  @property() stakeholder = ''
  /** The map. */
  @property() document = ''

  override render(): TemplateResult {
    const row = this.view.byId.get(this.stakeholder)
    if (!row) return html``
    const name = nameWord(row.name)
    return html`<aside class="side-panel of stack" aria-label=${name} @keydown=${this.#onKey}>
      <div>
        <div class="row apart">
          <span class="tag">${tagWords(row)}</span>
          <button type="button" class="btn quiet icon" aria-label=${msg('Close panel')} @click=${this.#close}>${icon('x')}</button>
        </div>
        <h2 class="panel-name words" tabindex="-1"><bdi>${name}</bdi></h2>
      </div>
      ${this.#ratings(row)}
      <hr class="rule" />
      <section class="stack" aria-label=${msg('Register')}>
        <tr-inline-field
          .label=${msg('Name')}
          .value=${row.name}
          .max=${NAME_MAX}
          ?readonly=${!this.acts.mayEdit}
          @commit=${(event: CustomEvent<string>) => event.detail && this.acts.set(row.id, { name: event.detail })}
        ></tr-inline-field>
        ${registerFields(this.acts, this.view, row)}
      </section>
      ${this.#brokersOnly(row)}
      <tr-talk .session=${this.session} .document=${this.document} .about=${row.id} .of=${name} .heading=${msg('Comments')}></tr-talk>
      ${
        this.acts.mayEdit
          ? html`<div class="row">
              <button type="button" class="btn dense danger" @click=${() => this.#remove(row.id)}>${msg('Remove from the map')}</button>
            </div>`
          : nothing
      }
    </aside>`
  }

  #ratings(row: Stakeholder): TemplateResult {
    const ratings = ratingsOf(this.view.ratings, row.id)
    const spread = this.view.findings.of.get(row.id)?.divergence ?? null
    const reasons = [...ratings.values()].flatMap(rating => {
      const words = this.session.words(rating.note)
      const party = this.view.partyOf.get(rating.party)
      return words !== '' && party ? [{ words, party }] : []
    })
    const { party } = this.session.me
    return html`<section class="stack tight" aria-labelledby="panel-ratings">
      <h3 id="panel-ratings">${spread && spread.gap >= 40 ? msg('Where we see it differently') : msg('How we see it')}</h3>
      ${row.kind === 'individual' ? html`<p class="sm muted">${msg('This is a person. Would we be content if they read this?')}</p>` : nothing}
      ${spread && spread.gap > 0 ? this.#spreadWords(spread) : nothing}
      ${DIMENSIONS.map(dimension => ratingStrip(this.view, ratings, dimension))}
      ${
        reasons.length > 0
          ? html`<details>
              <summary>${msg('Read the reasons')} <span class="n num">${formatNumber(reasons.length)}</span></summary>
              <ul class="stack tight">
                ${reasons.map(reason => html`<li><p class="sm">${partyTag(reason.party)}</p><p class="words" dir="auto">${reason.words}</p></li>`)}
              </ul>
            </details>`
          : nothing
      }
      ${this.acts.mayRate && party ? ownRatingEditor(this.acts, this.view, row.id, party) : nothing}
      ${this.acts.moveCounts === 'agreed' ? agreedEditor(this.acts, this.view, row.id) : nothing}
    </section>`
  }

  #spreadWords(spread: Spread): TemplateResult {
    const [most, least] = [this.view.partyOf.get(spread.most.party), this.view.partyOf.get(spread.least.party)]
    if (!most || !least) return html``
    const word = dimensionWord(spread.dimension)
    const [highName, lowName] = [most.name, least.name]
    const [high, low, gap] = [ratingWord(spread.most.value), ratingWord(spread.least.value), ratingWord(spread.gap)]
    return html`<p class="sm">
      ${msg(str`${word}: ${highName} say ${high}, ${lowName} say ${low}.`)} <b>${msg(str`Gap ${gap} of 10.`)}</b>
    </p>`
  }

  #brokersOnly(row: Stakeholder): TemplateResult | typeof nothing {
    if (!this.companion) return nothing
    const sealed = companionsOf(this.companion.doc).get(row.id)
    const field = (name: 'contact' | 'sensitivities', label: string) =>
      html`<tr-inline-field
        .label=${label}
        .value=${sealed?.[name] ?? ''}
        multiline
        ?readonly=${!this.companion?.canEdit}
        @commit=${(event: CustomEvent<string>) => this.acts.setCompanion(row.id, { [name]: event.detail })}
      ></tr-inline-field>`
    return html`<section class="wall stack tight" aria-labelledby="panel-wall">
      <h3 class="row tight" id="panel-wall">${icon('lock')}${msg('Only the brokers see this')}</h3>
      ${field('contact', msg('Contact'))} ${field('sensitivities', msg('Sensitivities'))}
    </section>`
  }

  #remove(id: string): void {
    this.#close()
    this.acts.remove(id)
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#close()
  }

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('close'))
  }
}

function tagWords(row: Stakeholder): string {
  const sector = row.sector === '' ? '' : sectorWord(row.sector)
  const level = row.level === '' ? '' : levelWord(row.level)
  return [kindWord(row.kind), sector, level].filter(word => word !== '').join(' · ')
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-stakeholder-panel': StakeholderPanelElement
  }
}

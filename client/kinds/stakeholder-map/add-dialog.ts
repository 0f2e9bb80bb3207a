import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { NAME_MAX, STAKEHOLDER_KINDS, type StakeholderKind } from '../../../shared/kinds/stakeholder-map/model.ts'
import { sameName } from '../../../shared/stakeholders/csv/plan.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import type { MapView } from './map-view.ts'
import { kindWord, nameWord } from './map-words.ts'

/** Asks for a name first, hinting at stakeholders that have one like it. Events: `add` {name, kind}, `open` {id}, `close`. */
@customElement('tr-add-stakeholder')
export class AddStakeholderElement extends TrElement {
  @property({ attribute: false }) view!: MapView
  @property({ type: Boolean }) open = false
  @state() private name = ''
  @state() private kind: StakeholderKind = 'organisation'

  override render(): TemplateResult {
    const like = this.#like()
    const nameless = this.name.trim() === ''
    return html`<tr-dialog .heading=${msg('Add a stakeholder')} ?open=${this.open} @close=${this.#close}>
      ${
        this.open
          ? html`<form class="stack" @submit=${this.#onSubmit}>
        <div class="field">
          <label for="add-name">${msg('Name')}</label>
          <input
            class="in words"
            id="add-name"
            dir="auto"
            required
            autofocus
            autocomplete="off"
            maxlength=${NAME_MAX}
            aria-describedby="add-like"
            .value=${this.name}
            @input=${(event: Event) => {
              this.name = (event.target as HTMLInputElement).value
            }}
          />
          <div id="add-like" class="hint">
            ${
              like.length === 0
                ? msg('A role or an organisation is better than a person’s name.')
                : html`${msg('Already on the map:')}
                    ${like.map(
                      row => html`<button type="button" class="btn quiet dense" @click=${() => this.#openOther(row.id)}>
                        <bdi>${nameWord(row.name)}</bdi>
                      </button>`,
                    )}`
            }
          </div>
        </div>
        <fieldset class="stack tight">
          <legend class="sm strong">${msg('What they are')}</legend>
          <div class="choices">
            ${STAKEHOLDER_KINDS.map(
              kind => html`<label class="check"
                ><input
                  type="radio"
                  name="add-kind"
                  .checked=${this.kind === kind}
                  @change=${() => {
                    this.kind = kind
                  }}
                /><span>${kindWord(kind)}</span></label
              >`,
            )}
          </div>
        </fieldset>
        <div class="row">
          <button class="btn primary" ?disabled=${nameless} aria-describedby=${nameless ? 'add-why' : nothing}>${msg('Add to the map')}</button>
          <button type="button" class="btn" @click=${this.#close}>${msg('Cancel')}</button>
        </div>
        ${nameless ? html`<p class="sm muted" id="add-why">${msg('Write a name first.')}</p>` : nothing}
      </form>`
          : nothing
      }
    </tr-dialog>`
  }

  protected override updated(): void {
    const input = this.querySelector<HTMLInputElement>('#add-name')
    if (this.open && input && !this.contains(document.activeElement)) input.focus()
  }

  #like() {
    const wanted = sameName(this.name)
    if (wanted.length < 3) return []
    return this.view.rows
      .filter(row => {
        const name = sameName(row.name)
        return name === wanted || name.includes(wanted) || (name.length > 3 && wanted.includes(name))
      })
      .slice(0, 3)
  }

  #onSubmit = (event: Event): void => {
    event.preventDefault()
    const name = this.name.trim()
    if (name === '') return
    this.dispatchEvent(new CustomEvent('add', { detail: { name, kind: this.kind } }))
    this.#close()
  }

  #openOther(id: string): void {
    this.#close()
    this.dispatchEvent(new CustomEvent('open', { detail: { id } }))
  }

  #close = (event?: Event): void => {
    event?.stopPropagation()
    this.name = ''
    this.dispatchEvent(new CustomEvent('close'))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-add-stakeholder': AddStakeholderElement
  }
}

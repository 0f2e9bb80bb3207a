import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { TrElement } from '../../ui/element.ts'
import { newId } from '../../../shared/ids.ts'
import { mergeWords } from '../../../shared/model/merge-words.ts'

/**
 * One field that is edited where it is read. While a person types, changes by others do not overwrite what they type;
 * leaving the field (or Enter in a single line) commits, Esc takes back; what others wrote in a longer text meanwhile is
 * kept beside it. Event: `commit` with the new words.
 */
@customElement('tr-inline-field')
export class InlineFieldElement extends TrElement {
  @property() label = ''
  @property() value = ''
  /** An example of what could stand here, shown while nothing does. */
  @property() example = ''
  @property({ type: Number }) max = 4000
  @property({ type: Boolean }) multiline = false
  @property({ type: Boolean }) readonly = false
  /** True where the words are the partners' own: set in the serif. */
  @property({ type: Boolean }) words = true
  @state() private draft: string | null = null
  #begun = ''
  #id = `f-${newId()}`

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#commit()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && this.draft === this.value) this.draft = null
  }

  override render(): TemplateResult {
    const shown = this.draft ?? this.value
    if (this.readonly && shown === '') return html``
    return html`<div class="field">
      <label for=${this.#id}>${this.label}</label>
      ${this.multiline ? this.#area(shown) : this.#line(shown)}
    </div>`
  }

  #area(shown: string): TemplateResult {
    return html`<textarea
      class="in ${this.words ? 'words' : ''}"
      id=${this.#id}
      dir="auto"
      rows=${Math.min(8, Math.max(2, Math.ceil(shown.length / 42)))}
      maxlength=${this.max}
      placeholder=${this.example || nothing}
      ?readonly=${this.readonly}
      .value=${live(shown)}
      @input=${this.#onInput}
      @blur=${this.#commit}
      @keydown=${this.#onKey}
    ></textarea>`
  }

  #line(shown: string): TemplateResult {
    return html`<input
      class="in ${this.words ? 'words' : ''}"
      id=${this.#id}
      dir="auto"
      maxlength=${this.max}
      ?readonly=${this.readonly}
      autocomplete="off"
      aria-required=${nothing}
      .value=${live(shown)}
      @input=${this.#onInput}
      @blur=${this.#commit}
      @keydown=${this.#onKey}
    />`
  }

  #onInput = (event: Event): void => {
    if (this.draft === null) this.#begun = this.value
    this.draft = (event.target as HTMLInputElement | HTMLTextAreaElement).value
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.draft !== null && this.draft !== this.value) {
      event.stopPropagation()
      this.draft = null
    }
    if (event.key === 'Enter' && !this.multiline) this.#commit()
    // Undo inside a text that is being typed is the browser's own.
    if ((event.ctrlKey || event.metaKey) && this.draft !== null) event.stopPropagation()
  }

  #commit = (): void => {
    const draft = this.draft
    this.draft = null
    if (draft === null || draft === this.value) return
    const words = this.multiline ? mergeWords(this.#begun, draft, this.value).slice(0, this.max) : draft
    this.dispatchEvent(new CustomEvent('commit', { detail: words.trim() }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-inline-field': InlineFieldElement
  }
}

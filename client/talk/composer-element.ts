import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { MAX_COMMENT } from '../../shared/ledger/talk.ts'
import type { PartnershipSession } from '../room/types.ts'
import { announce } from '../ui/announce.ts'
import { TrElement } from '../ui/element.ts'
import { formatNumber } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { mark } from '../ui/mark.ts'
import { roleWord } from '../ui/words.ts'
import { type Mentionable, mentionables, mentionsIn, offered, typedMention } from './mentions.ts'

/** What somebody wrote, and whom it turns to. */
export type Said = { words: string; mentions: string[] }

let count = 0

/**
 * A field for a comment. `@` offers the people and parties who see the canvas: arrows choose, Enter or Tab takes one, Escape
 * closes the list. Ctrl+Enter sends. Events: `said` with `Said`, `leave` when nothing is to be said.
 */
@customElement('tr-composer')
export class ComposerElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property() document = ''
  @property() label = ''
  /** What the button says: the act. */
  @property() act = ''
  /** The words to begin with: those of a comment that is changed. */
  @property() words = ''
  /** Says that what is sent now waits for the line. */
  @property({ type: Boolean }) offline = false
  @property({ type: Boolean }) bare = false
  @state() private options: readonly Mentionable[] = []
  @state() private active = 0
  @query('textarea') private field!: HTMLTextAreaElement
  readonly #id = `composer-${++count}`
  readonly #picked = new Set<string>()
  #offeredAt = 0

  /** Puts the caret behind what is written. */
  async focusField(): Promise<void> {
    await this.updateComplete
    this.field.focus()
    this.field.setSelectionRange(this.field.value.length, this.field.value.length)
  }

  protected override render(): TemplateResult {
    const open = this.options.length > 0
    return html`<form class="composer" @submit=${this.#submit}>
      <label class="vh" for=${this.#id}>${this.label}</label>
      <div class="composer-field">
        <textarea
          class="in words" id=${this.#id} rows="2" dir="auto" maxlength=${MAX_COMMENT} .value=${this.words}
          placeholder=${this.label} aria-describedby="${this.#id}-hint"
          aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${open ? `${this.#id}-list` : nothing}
          aria-activedescendant=${open ? `${this.#id}-${this.active}` : nothing}
          @input=${this.#look} @click=${this.#look} @keydown=${this.#keys} @blur=${this.#shut}
        ></textarea>
        ${open ? this.#list() : nothing}
      </div>
      <p class="vh" id="${this.#id}-hint">${msg('Type @ to mention somebody. Control and Enter sends.')}</p>
      ${this.offline ? html`<p class="xs muted row tight">${icon('cloud-off')}${msg('No line: it is kept here and sent when the line is back.')}</p>` : nothing}
      <div class="row tight">
        <button class="btn dense primary" type="submit">${this.act}</button>
        <button class="btn dense quiet" type="button" aria-label=${msg('Mention somebody')} title=${msg('Mention somebody')} @click=${this.#at}>@</button>
        ${this.bare ? nothing : html`<button class="btn dense quiet" type="button" @click=${this.#leave}>${msg('Cancel')}</button>`}
      </div>
    </form>`
  }

  #list(): TemplateResult {
    return html`<ul class="floating mention-list" id="${this.#id}-list" role="listbox" aria-label=${msg('People and parties')}>
      ${this.options.map(
        (one, at) => html`<li
          role="option" id="${this.#id}-${at}" aria-selected=${at === this.active ? 'true' : 'false'}
          @pointerdown=${(event: Event) => event.preventDefault()} @click=${() => this.#pick(one)}
        >${one.party ? mark(one.party, { decorative: true }) : icon('user-round')}<span><bdi>${one.name}</bdi>${this.#of(one)}</span></li>`,
      )}
    </ul>`
  }

  #of(one: Mentionable): TemplateResult {
    if (one.kind === 'party') return html`<small class="muted">${msg('Everyone who sits for this party')}</small>`
    const role = this.session.ledger.members.get(one.id)?.role
    const of = one.party?.short ?? (role ? roleWord(role) : '')
    return html`<small class="muted"><bdi>${of}</bdi></small>`
  }

  readonly #look = (): void => {
    const { value, selectionStart } = this.field
    const typed = typedMention(value, selectionStart)
    const options = typed ? offered(mentionables(this.session, this.document), typed.typed) : []
    if (options.length > 0 && options.length !== this.options.length) {
      const found = formatNumber(options.length)
      announce(msg(str`${found} to choose from`))
    }
    this.#offeredAt = typed?.at ?? 0
    this.options = options
    this.active = 0
  }

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      this.#send()
      return
    }
    if (this.options.length > 0) this.#listKeys(event)
    else if (event.key === 'Escape') {
      // The page's own Escape would close the panel around it, and what is written here with it.
      event.stopPropagation()
      event.preventDefault()
      if (this.field.value.trim() === '' || this.words !== '') this.#leave()
    }
  }

  #listKeys(event: KeyboardEvent): void {
    const last = this.options.length - 1
    const chosen = this.options[this.active]
    if (event.key === 'ArrowDown') this.active = this.active === last ? 0 : this.active + 1
    else if (event.key === 'ArrowUp') this.active = this.active === 0 ? last : this.active - 1
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) this.#pick(chosen)
    else if (event.key === 'Escape') this.#shut()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #pick(one: Mentionable): void {
    const { field } = this
    this.#picked.add(one.id)
    field.setRangeText(`@${one.name} `, this.#offeredAt, field.selectionStart, 'end')
    this.#shut()
    field.focus()
  }

  readonly #at = (): void => {
    const { field } = this
    const before = field.value.slice(0, field.selectionStart)
    field.setRangeText(
      before === '' || /\s$/u.test(before) ? '@' : ' @',
      field.selectionStart,
      field.selectionEnd,
      'end',
    )
    field.focus()
    this.#look()
  }

  readonly #shut = (): void => {
    this.options = []
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    this.#send()
  }

  readonly #leave = (): void => {
    this.field.value = this.words
    this.dispatchEvent(new CustomEvent('leave'))
  }

  #send(): void {
    const words = this.field.value.trim()
    if (words === '') {
      this.field.focus()
      return
    }
    const mentions = mentionsIn(words, mentionables(this.session, this.document), this.#picked)
    this.field.value = ''
    this.#picked.clear()
    this.dispatchEvent(new CustomEvent<Said>('said', { detail: { words, mentions } }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-composer': ComposerElement
  }
}

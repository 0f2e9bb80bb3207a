import './palette.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { documents } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { actsNow } from '../../ui/acts.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { keyCaps } from '../../ui/keys.ts'
import { mark } from '../../ui/mark.ts'
import { actFinds } from './act-finds.ts'
import type { Found } from './found.ts'
import { groupWords } from './group-words.ts'
import { placeFinds } from './place-finds.ts'
import { recentKeys, rememberKey } from './recent.ts'
import { type Answer, searchFound } from './search-found.ts'

/** How soon after a change the palette looks at the canvases again, in milliseconds. */
const LOOKED_AGAIN_MS = 300

/**
 * Find or do: one field that finds whatever this browser can go to and does whatever the page in front offers. A combobox:
 * the focus stays in the field, arrows choose, Enter goes. Removes itself when it closes.
 */
@customElement('tr-palette')
export class PaletteElement extends TrElement {
  @property({ attribute: false }) session: PartnershipSession | null = null
  @state() private typed = ''
  @state() private at = 0
  @state() private why = ''
  @query('dialog') private dialog!: HTMLDialogElement
  readonly #rooms: CanvasRoom[] = []
  #unsubscribes: (() => void)[] = []
  #known: Found[] = []
  #stale = true
  #chosen: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #recent: string[] = []
  #answer: Answer = { parts: [], fitting: 0 }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#recent = recentKeys(this.#place)
    const { session } = this
    if (!session) return
    for (const info of documents(session)) this.#rooms.push(session.open(info.id))
    // A canvas may come a moment later, and others go on writing: looked at again a few times a second at most.
    this.#unsubscribes = this.#rooms.map(room => room.subscribe(this.#changed))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
    for (const unsubscribe of this.#unsubscribes) unsubscribe()
    for (const room of this.#rooms.splice(0)) room.close()
  }

  protected override firstUpdated(): void {
    this.dialog.showModal()
  }

  protected override willUpdate(): void {
    if (this.#stale) {
      this.#stale = false
      this.#known = [...actFinds(actsNow()), ...(this.session ? placeFinds(this.session, this.#rooms) : [])]
    }
    this.#answer = searchFound(this.#known, this.typed, this.#recent)
    // What comes in meanwhile moves the lines, not the choice among them.
    const kept = this.#chosen === null ? -1 : this.#lines.findIndex(line => line.key === this.#chosen)
    this.at = kept >= 0 ? kept : Math.min(this.at, Math.max(0, this.#lines.length - 1))
  }

  protected override updated(): void {
    this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }

  protected override render() {
    const active = this.#lines.length > 0 ? `found-${this.at}` : nothing
    return html`<dialog class="palette" aria-label=${msg('Find or do')} @close=${() => this.remove()} @click=${this.#backdrop}>
      <div class="palette-field">
        ${icon('search')}
        <input
          type="text" role="combobox" dir="auto" autofocus autocomplete="off" spellcheck="false" enterkeyhint="go"
          aria-label=${msg('Find or do')} aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant=${active}
          placeholder=${this.session ? msg('Stakeholder, clause, decision, person, or what to do') : msg('What do you want to do?')}
          .value=${this.typed} @input=${this.#onInput} @keydown=${this.#onKey}
        />
        <button class="btn quiet icon" type="button" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icon('x')}</button>
      </div>
      <div class="palette-list" id="palette-list" role="listbox" aria-label=${msg('What was found')} tabindex="-1">${this.#parts()}</div>
      <p class="palette-foot sm muted" role="status">${this.why || this.#countWords()}</p>
    </dialog>`
  }

  #parts(): TemplateResult[] {
    let number = 0
    return this.#answer.parts.map(
      part => html`<div role="group" aria-labelledby="found-in-${part.group}">
        <p class="palette-group" id="found-in-${part.group}">${groupWords(part.group)}</p>
        ${part.lines.map(line => this.#line(line, number++))}
      </div>`,
    )
  }

  #line(line: Found, number: number): TemplateResult {
    return html`<div
      class="palette-line" id="found-${number}" role="option" aria-selected=${number === this.at ? 'true' : 'false'} aria-disabled=${line.off ? 'true' : nothing}
      @click=${() => this.#choose(line)} @pointermove=${() => this.#point(number)}
    >
      ${line.party ? mark(line.party, { decorative: true }) : icon(line.icon)}
      <span class="palette-label"><bdi class=${line.own ? 'words' : ''}>${line.label}</bdi>${line.off ? html`<small>${line.off}</small>` : nothing}</span>
      ${line.hint ? html`<bdi class="palette-hint">${line.hint}</bdi>` : nothing}
      ${line.keys ? html`<span class="caps" aria-hidden="true">${keyCaps(line.keys).map(cap => html`<kbd>${cap}</kbd>`)}</span>` : nothing}
    </div>`
  }

  #countWords(): string {
    const shown = this.#lines.length
    const [some, all] = [formatNumber(shown), formatNumber(this.#answer.fitting)]
    if (shown === 0) return msg('Nothing fits. Try fewer letters, or another word.')
    if (shown < this.#answer.fitting) return msg(str`Shown: ${some} of ${all}. Write more to find less.`)
    return msg(str`Found: ${all}. Arrows choose, Enter goes.`)
  }

  get #lines(): readonly Found[] {
    return this.#answer.parts.flatMap(part => part.lines)
  }

  get #place(): string {
    return this.session?.id ?? 'home'
  }

  readonly #changed = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#stale = true
      this.requestUpdate()
    }, LOOKED_AGAIN_MS)
  }

  #choose(line: Found): void {
    if (line.off) {
      this.why = line.off
      return
    }
    rememberKey(this.#place, line.key)
    this.dialog.close()
    // Where one goes to takes the focus; an act that opens a dialog gives it back to where the palette was called from.
    if (!line.key.startsWith('act ')) document.getElementById('main')?.focus({ preventScroll: true })
    line.choose()
  }

  #point(number: number): void {
    this.at = number
    this.#chosen = this.#lines[number]?.key ?? null
  }

  readonly #onInput = (event: Event): void => {
    this.typed = (event.currentTarget as HTMLInputElement).value
    this.at = 0
    this.#chosen = null
    this.why = ''
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const count = this.#lines.length
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + 8, PageUp: this.at - 8 }[event.key]
    if (to !== undefined && count > 0) {
      event.preventDefault()
      const page = event.key.startsWith('Page')
      this.#point(page ? Math.max(0, Math.min(count - 1, to)) : (to + count) % count)
      this.why = ''
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const line = this.#lines[this.at]
      if (line) this.#choose(line)
    }
  }

  readonly #backdrop = (event: Event): void => {
    if (event.target === this.dialog) this.dialog.close()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-palette': PaletteElement
  }
}

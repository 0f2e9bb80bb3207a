import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { clauseFragment, clausesOf, HEADING_MAX, PLAIN_LINE_MAX } from '../../../shared/kinds/agreement/model.ts'
import type { CaretPlace } from '../../prose/prose-editor.ts'
import { proseView } from '../../prose/prose-view.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import type { TalkElement } from '../../talk/talk-element.ts'
import '../../talk/talk-element.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { mark } from '../../ui/mark.ts'
import { toast } from '../../ui/toast.ts'
import { partyView } from '../../ledger/views.ts'
import './assent-form.ts'
import { askAssent } from './ask-assent.ts'
import { assentPanel } from './assent-panel.ts'
import { clauseActs } from './clause-acts.ts'
import { clauseMenu } from './clause-menu.ts'
import type { ClauseView } from './clause-view.ts'
import { difference, mayChange } from './reopening.ts'
import { statusGlyph, statusTint } from './status-glyph.ts'
import { quotedIn, selectedIn } from './talk-ranges.ts'
import { bindingWord, clauseStatusWord, headingWords, promptWords } from './words.ts'

/** What a clause asks of the page it is on. */
export type ClauseAsk =
  | { type: 'edit'; clause: string | null }
  | { type: 'move'; clause: string; by: -1 | 1 }
  | { type: 'delete'; clause: string }
  | { type: 'add'; after: string }

/**
 * One clause: number, heading, status, words, and the margin with each party's assent. Only the clause with the caret
 * (`editing`) holds an editor. Emits `ask` with a `ClauseAsk`.
 */
@customElement('tr-clause')
export class ClauseElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property({
    attribute: false,
    hasChanged: (one?: ClauseView, other?: ClauseView) => one?.signature !== other?.signature,
  })
  clause!: ClauseView
  @property({ type: Boolean }) editing = false
  @property({ type: Boolean }) current = false
  @property({ type: Boolean }) linear = false
  /** The clause to write next, while it is empty: its questions stand open, those of other empty clauses are folded. */
  @property({ type: Boolean }) guiding = false
  @state() private naming = false
  @state() private plainly = false
  @state() private differing = false
  #caret: CaretPlace = 'end'

  override render() {
    const { clause } = this
    const { row, number } = clause
    return html`<section
      class=${`clause ${this.linear ? 'linear' : ''} ${this.current ? 'is-current' : ''}`}
      id=${`clause-${row.id}`}
      aria-labelledby=${`heading-${row.id}`}
      tabindex="-1"
      @keydown=${this.#keys}
    >
      <span class="no">${this.#handle()}<span aria-hidden="true">${formatNumber(number)}</span></span>
      <div class="body">
        ${this.#heading()}
        <div class="meta">
          <span class=${`status ${statusTint(clause.status)}`}>${statusGlyph(clause.status)}${clauseStatusWord(clause.status)}</span>
          <span class="sm muted">${bindingWord(row.binding)}</span>
          ${this.#people()} ${this.#tools()}
        </div>
        ${clause.status === 'reopened' ? this.#reopened() : nothing}
        <div class="text" @click=${this.#click}>${this.#words()}</div>
        ${this.#plain()}
        ${this.#full() && this.room.canEdit ? clauseActs(this.session, this.room.document, clause) : nothing}
      </div>
      <aside class="aside" aria-label=${msg(str`Assent and comments on clause ${formatNumber(number)}`)}>
        ${assentPanel(this.session, clause, Date.now())} ${askAssent(this.session, this.room.document, clause)}
        ${this.#asks() ? html`<tr-assent-form .session=${this.session} .document=${this.room.document} .clause=${clause}></tr-assent-form>` : nothing}
        <tr-talk
          .session=${this.session} .document=${this.room.document} .about=${row.id} .adrift=${clause.talk.adrift}
          .of=${msg(str`clause ${formatNumber(number)}`)} .selected=${this.#quoted}
        ></tr-talk>
      </aside>
    </section>`
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('naming') && this.naming) this.querySelector<HTMLInputElement>('.rename')?.select()
    if (changed.has('plainly') && this.plainly) this.querySelector<HTMLTextAreaElement>('.plain-edit')?.focus()
    if (changed.has('editing') && this.editing) void this.querySelector('tr-prose-editor')?.focusText(this.#caret)
  }

  /** Moves the focus to the clause, or into its margin. */
  focusOn(where: 'clause' | 'margin'): void {
    const section = this.querySelector<HTMLElement>('.clause')
    const margin = this.querySelector<HTMLElement>('.aside :is(button, input, textarea, a)')
    const aside = this.querySelector<HTMLElement>('.aside')
    if (where === 'margin' && !margin) aside?.setAttribute('tabindex', '-1')
    const target = where === 'clause' ? section : (margin ?? aside)
    target?.focus({ preventScroll: false })
  }

  /** Asks when the words are settled, then opens them for typing. */
  async edit(at: CaretPlace = 'end'): Promise<void> {
    if (!this.room.canEdit || this.editing) return
    this.#caret = at
    if (await mayChange(this.session, this.room, this.clause)) this.#ask({ type: 'edit', clause: this.clause.row.id })
  }

  #full(): boolean {
    return this.current || this.linear || this.clause.status === 'reopened'
  }

  /** My party's word is asked for here, or this clause is the one at hand. */
  #asks(): boolean {
    if (this.clause.empty) return false
    const mine = this.clause.assents.find(one => one.party === this.session.me.party)
    const ripe = this.clause.status !== 'drafting'
    return this.#full() || mine?.stance === 'reconfirm' || (ripe && mine?.stance === 'not-yet')
  }

  #handle() {
    if (!this.room.canEdit || this.linear) return nothing
    return html`<span class="handle" data-clause=${this.clause.row.id} aria-hidden="true" title=${msg('Drag to move')}>${icon('grip-vertical')}</span>`
  }

  #heading() {
    const { row, number } = this.clause
    if (this.naming) {
      return html`<input
        class="in rename words"
        maxlength=${HEADING_MAX}
        dir="auto"
        aria-label=${msg(str`Heading of clause ${formatNumber(number)}`)}
        .value=${headingWords(row)}
        @keydown=${this.#nameKeys}
        @blur=${this.#name}
      />`
    }
    return html`<h2 id=${`heading-${row.id}`} dir="auto"><span class="vh">${formatNumber(number)} </span>${headingWords(row)}</h2>`
  }

  #people() {
    return this.clause.here.map(person => {
      const party = person.user.party ? partyView(this.session, person.user.party) : null
      return html`<span class=${`chip here ${party ? `p${party.mark}` : ''}`} title=${msg(str`${person.user.name} is in this clause`)}
        >${party ? mark(party, { decorative: true }) : nothing}<bdi>${person.user.name}</bdi></span
      >`
    })
  }

  #tools() {
    if (!this.room.canEdit) return nothing
    return html`<span class="clause-tools">
      ${
        this.editing
          ? html`<button class="btn dense quiet" type="button" @click=${() => this.#done()}>${msg('Done')}</button>`
          : this.clause.empty
            ? nothing
            : html`<button class="btn dense quiet" type="button" @click=${() => this.edit()} aria-label=${msg(str`Edit the words of clause ${formatNumber(this.clause.number)}`)}>${icon('pen')}</button>`
      }
      ${clauseMenu(this.clause, {
        rename: () => this.#changed(() => (this.naming = true)),
        plain: () => (this.plainly = true),
        bind: binding => this.#changed(() => this.#set({ binding })),
        ask: ask => this.#ask(ask),
      })}
    </span>`
  }

  #words() {
    const { row, empty } = this.clause
    const fragment = clauseFragment(row.id)
    if (this.editing) {
      return html`<tr-prose-editor
        .room=${this.room}
        .fragment=${fragment}
        .label=${msg(str`Words of clause ${formatNumber(this.clause.number)}, ${headingWords(row)}`)}
        .placeholder=${promptWords(row)}
        .editable=${this.room.canEdit}
        .ranges=${this.clause.talk.ranges}
        @leave=${() => this.#done()}
      ></tr-prose-editor>`
    }
    if (!empty) return proseView(this.room.doc, fragment, this.clause.talk.ranges)
    const questions = html`<p class="words muted">${promptWords(row)}</p>`
    return html`<div class="empty ${this.guiding ? '' : 'is-folded'}">
      ${this.guiding ? questions : html`<details><summary>${icon('chevron-right', { class: 'tw' })}${msg('What belongs here')}</summary>${questions}</details>`}
      ${
        this.room.canEdit
          ? html`<button
              class="btn dense ${this.guiding ? 'primary' : 'quiet'}"
              type="button"
              aria-label=${msg(str`Write the first line: ${headingWords(row)}`)}
              @click=${() => this.edit()}
            >
              ${msg('Write the first line')}
            </button>`
          : nothing
      }
    </div>`
  }

  #plain() {
    const { row, number } = this.clause
    if (this.plainly) {
      return html`<textarea
        class="in words plain-edit"
        rows="2"
        maxlength=${PLAIN_LINE_MAX}
        dir="auto"
        aria-label=${msg(str`Clause ${formatNumber(number)} in plain words`)}
        .value=${row.plainLine}
        @keydown=${this.#plainKeys}
        @blur=${this.#keepPlain}
      ></textarea>`
    }
    if (!row.plainLine.trim()) return nothing
    return html`<p class="plain"><b>${msg('In plain words:')}</b> <span class="words" dir="auto">${row.plainLine}</span></p>`
  }

  #reopened() {
    return html`<div class="reopened stack tight">
      <p class="sm">${msg('The words have changed since they were settled. Parties that had assented are asked to reconfirm.')}</p>
      <div>
        <button class="btn dense" type="button" aria-expanded=${this.differing} @click=${() => (this.differing = !this.differing)}>
          ${msg('See the difference')}
        </button>
      </div>
      ${this.differing ? difference(this.room, this.clause) : nothing}
    </div>`
  }

  #click(event: MouseEvent): void {
    const target = event.target as HTMLElement
    // In the editor a press on words puts the caret there; the dot behind them leads to what is said.
    const talked = target.closest<HTMLElement>(this.editing ? '.talk-dot' : '.talked, .talk-dot')?.dataset.thread
    if (talked && document.getSelection()?.isCollapsed && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      void this.#talk?.openThread(talked)
      return
    }
    if (this.editing || this.clause.empty || target.closest('a, button') || !document.getSelection()?.isCollapsed)
      return
    // The tools of the editor come above the words and move them down: what counts is the place in the text.
    const { top } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    void this.edit({ x: event.clientX, below: event.clientY - top })
  }

  #keys(event: KeyboardEvent): void {
    const onSection = event.target === event.currentTarget
    if (onSection && event.key === 'Enter') {
      event.preventDefault()
      void this.edit()
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && this.room.canEdit) {
      event.preventDefault()
      this.#ask({ type: 'move', clause: this.clause.row.id, by: event.key === 'ArrowUp' ? -1 : 1 })
    } else if (event.ctrlKey && event.altKey && event.code === 'KeyM') {
      event.preventDefault()
      void this.#talk?.compose(this.#quoted())
    } else if (event.key === 'F6') {
      event.preventDefault()
      this.focusOn((event.target as HTMLElement).closest('.aside') ? 'clause' : 'margin')
    }
  }

  get #talk(): TalkElement | null {
    return this.querySelector('tr-talk')
  }

  readonly #quoted = () => {
    const editor = this.querySelector('tr-prose-editor')
    return quotedIn(this.room, this.clause.row.id, editor ? editor.selected : selectedIn(this.querySelector('.prose')))
  }

  async #changed(act: () => void): Promise<void> {
    if (await mayChange(this.session, this.room, this.clause)) act()
  }

  #nameKeys(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.naming = false
    else if (event.key === 'Enter') this.#name()
    else return
    event.preventDefault()
    void this.updateComplete.then(() => this.focusOn('clause'))
  }

  #name(): void {
    const typed = this.querySelector<HTMLInputElement>('.rename')?.value.trim() ?? ''
    if (this.naming && typed !== '' && typed !== headingWords(this.clause.row)) this.#set({ heading: typed })
    this.naming = false
  }

  #plainKeys(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.plainly = false
    else if (event.key === 'Enter' && !event.shiftKey) this.#keepPlain()
    else return
    event.preventDefault()
    void this.updateComplete.then(() => this.focusOn('clause'))
  }

  #keepPlain(): void {
    const typed = this.querySelector<HTMLTextAreaElement>('.plain-edit')?.value.trim()
    if (this.plainly && typed !== undefined) this.#set({ plainLine: typed })
    this.plainly = false
  }

  #set(values: { heading?: string; plainLine?: string; binding?: 'binding' | 'intent' | 'values' }): void {
    if (!this.room.canEdit) return
    const { id } = this.clause.row
    const before = pick(this.clause.row, Object.keys(values) as (keyof typeof values)[])
    this.room.transact(() => clausesOf(this.room.doc).set(id, values))
    const undo = () => {
      if (this.room.canEdit) this.room.transact(() => clausesOf(this.room.doc).set(id, before))
    }
    toast(msg(str`Clause ${formatNumber(this.clause.number)} changed`), { act: { label: msg('Undo'), run: undo } })
  }

  #done(): void {
    this.#ask({ type: 'edit', clause: null })
    void this.updateComplete.then(() => this.focusOn('clause'))
  }

  #ask(detail: ClauseAsk): void {
    this.dispatchEvent(new CustomEvent<ClauseAsk>('ask', { detail, bubbles: true }))
  }
}

function pick<Row extends object, Key extends keyof Row>(row: Row, keys: readonly Key[]): Pick<Row, Key> {
  return Object.fromEntries(keys.map(key => [key, row[key]])) as Pick<Row, Key>
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-clause': ClauseElement
  }
}

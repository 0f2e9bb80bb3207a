import './board.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { addCard, CARD_MAX, type CardRow, cardsOf, moveCard } from '../../../shared/kinds/board/model.ts'
import { mergeWords } from '../../../shared/model/merge-words.ts'
import { cannotEditWords } from '../../ledger/edit-words.ts'
import { historyLink } from '../../ledger/history-link.ts'
import { historyOf, undoActs } from '../../ledger/undo-acts.ts'
import { documentTitle, partyView } from '../../ledger/views.ts'
import { docWatch } from '../../prose/doc-watch.ts'
import type { CanvasRoom, KindElement, PartnershipSession } from '../../room/types.ts'
import { provideActs, provideKeyHints } from '../../ui/acts.ts'
import '../../talk/talk-element.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { nowhere } from '../../ui/focus.ts'
import { formatNumber } from '../../ui/format.ts'
import { mark } from '../../ui/mark.ts'
import '../../ui/menu.ts'
import { toast } from '../../ui/toast.ts'

/** A board as a plain list of notes; canvas and outline are the same list for now. */
@customElement('tr-board')
export class BoardElement extends TrElement implements KindElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() view: 'canvas' | 'outline' = 'canvas'
  @property() row: string | null = null
  @state() private editing: string | null = null
  #followed: unknown = null
  #begun = ''

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'board-note',
        label: msg('Write a note'),
        icon: 'plus',
        keys: 'N',
        off: cannotEditWords(this.room),
        run: () => this.querySelector<HTMLElement>('.adder textarea')?.focus(),
      },
      ...undoActs(historyOf(this.room.undo)),
    ])
    provideKeyHints(this, () => [
      { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'], label: msg('Move it up or down'), where: msg('On a note') },
      { keys: ['Mod+Enter'], label: msg('Keep what you wrote'), where: msg('On a note') },
    ])
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#watchAll()
  }

  #watchAll(): void {
    this.watch(this.session, this.room, docWatch(this.room.doc))
  }

  override willUpdate(): void {
    if (this.#followed === this.room.doc) return
    this.#followed = this.room.doc
    this.editing = null
    this.#watchAll()
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('editing') && this.editing) this.querySelector<HTMLTextAreaElement>('.card-edit')?.focus()
    if (!changed.has('row') || !this.row) return
    const card = document.getElementById(`card-${this.row}`)
    card?.scrollIntoView({ block: 'nearest' })
    if (nowhere()) (card?.querySelector<HTMLElement>('button') ?? card)?.focus()
  }

  override render() {
    if (!this.room.loaded) return html`<p class="muted" role="status">${msg('Opening the board…')}</p>`
    const cards = cardsOf(this.room.doc).all()
    const info = this.session.ledger.documents.get(this.room.document)
    return html`<div class="notes-board stack loose">
      <div class="row apart">
        <h1 dir="auto">${info ? documentTitle(this.session, info) : msg('Board')}</h1>
        ${historyLink(this.session, this.room.document)}
      </div>
      ${this.room.canEdit ? this.#adder() : nothing}
      ${cards.length === 0 ? emptyState({ words: this.room.canEdit ? msg('Nothing on the board yet. One thought to a note, for example “Who tells the herders before the gate opens?”') : msg('Nothing on the board yet.') }) : nothing}
      <ul class="note-list" aria-label=${msg('Notes')}>
        ${repeat(
          cards,
          card => card.id,
          (card, index) => this.#card(card, index, cards.length),
        )}
      </ul>
      <tr-talk .session=${this.session} .document=${this.room.document} .heading=${msg('About the board as a whole')}></tr-talk>
    </div>`
  }

  #adder() {
    return html`<form class="row tight adder" @submit=${this.#add}>
      <label class="field">
        <span class="label">${msg('New note')}</span>
        <textarea class="in words" name="text" rows="2" maxlength=${CARD_MAX} dir="auto" @keydown=${this.#addKeys}></textarea>
      </label>
      <button class="btn primary">${msg('Add the note')}</button>
    </form>`
  }

  #card(card: CardRow, index: number, count: number) {
    const here = this.room.people.filter(person => !person.self && person.at === card.id)
    return html`<li
      class="note-card"
      id=${`card-${card.id}`}
      @focusin=${() => this.room.show({ at: card.id })}
      @focusout=${() => this.room.show({ at: null })}
      @keydown=${(event: KeyboardEvent) => this.#cardKeys(event, card, index)}
    >
      ${this.editing === card.id ? this.#editor(card, index) : html`<p class="words" dir="auto" @dblclick=${() => this.#edit(card)}>${card.text || msg('(no words)')}</p>`}
      <div class="row tight">
        ${here.map(person => {
          const party = person.user.party ? partyView(this.session, person.user.party) : null
          return html`<span class=${`chip ${party ? `p${party.mark}` : ''}`}>${party ? mark(party, { decorative: true }) : nothing}<bdi>${person.user.name}</bdi></span>`
        })}
        ${this.room.canEdit && this.editing !== card.id ? this.#tools(card, index, count) : nothing}
      </div>
      <tr-talk .session=${this.session} .document=${this.room.document} .about=${card.id} .of=${msg(str`note ${formatNumber(index + 1)}`)}></tr-talk>
    </li>`
  }

  #tools(card: CardRow, index: number, count: number) {
    const items = [
      ...(index > 0 ? [{ label: msg('Move up'), keys: 'Alt+↑', run: () => this.#move(card, index - 1) }] : []),
      ...(index < count - 1
        ? [{ label: msg('Move down'), keys: 'Alt+↓', run: () => this.#move(card, index + 1) }]
        : []),
      { label: msg('Delete the note'), danger: true, run: () => this.#remove(card) },
    ]
    return html`<button class="btn dense quiet" type="button" @click=${() => this.#edit(card)}>
        ${msg('Edit')}<span class="vh"> ${card.text.slice(0, 60)}</span>
      </button>
      <tr-menu label=${msg(str`More for note ${formatNumber(index + 1)}`)} .items=${items}></tr-menu>`
  }

  #editor(card: CardRow, index: number) {
    return html`<textarea
      class="in words card-edit"
      rows="3"
      maxlength=${CARD_MAX}
      dir="auto"
      aria-label=${msg(str`Words of note ${formatNumber(index + 1)}`)}
      .value=${this.#begun}
      @keydown=${this.#editKeys}
      @blur=${() => this.#keep(card)}
    ></textarea>`
  }

  #edit(card: CardRow): void {
    if (!this.room.canEdit) return
    this.editing = card.id
    this.#begun = card.text
  }

  #keep(card: CardRow): void {
    const typed = this.querySelector<HTMLTextAreaElement>('.card-edit')?.value
    if (this.editing !== card.id || typed === undefined) return
    this.editing = null
    const text = mergeWords(this.#begun, typed, card.text).slice(0, CARD_MAX)
    if (text === card.text || !this.room.canEdit) return
    this.room.transact(() => cardsOf(this.room.doc).set(card.id, { text }))
    const undo = () => {
      if (this.room.canEdit) this.room.transact(() => cardsOf(this.room.doc).set(card.id, { text: card.text }))
    }
    toast(msg('Note changed'), { act: { label: msg('Undo'), run: undo } })
  }

  readonly #editKeys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return
    event.preventDefault()
    const card = this.editing
    if (event.key === 'Escape') this.editing = null
    else (event.currentTarget as HTMLElement).blur()
    void this.updateComplete.then(() => document.getElementById(`card-${card}`)?.querySelector('button')?.focus())
  }

  #cardKeys(event: KeyboardEvent, card: CardRow, index: number): void {
    if (!event.altKey || !this.room.canEdit || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    void this.#move(card, index + (event.key === 'ArrowUp' ? -1 : 1))
  }

  async #move(card: CardRow, to: number, undoes = false): Promise<void> {
    const { doc } = this.room
    const from = cardsOf(doc)
      .all()
      .findIndex(one => one.id === card.id)
    if (from < 0 || !this.room.canEdit) return
    if (to < 0 || to >= cardsOf(doc).all().length) return
    this.room.transact(() => moveCard(doc, card.id, to))
    await this.updateComplete
    document.getElementById(`card-${card.id}`)?.querySelector('button')?.focus()
    if (!undoes)
      toast(msg(str`Now note ${formatNumber(to + 1)}`), {
        act: { label: msg('Undo'), run: () => void this.#move(card, from, true) },
      })
  }

  #remove(card: CardRow): void {
    const { id, ...fields } = card
    this.room.transact(() => cardsOf(this.room.doc).remove(id))
    const undo = () => {
      if (this.room.canEdit) this.room.transact(() => cardsOf(this.room.doc).add(fields, id))
    }
    toast(msg('Note removed'), { act: { label: msg('Undo'), run: undo } })
    this.querySelector<HTMLElement>('.adder textarea')?.focus()
  }

  readonly #add = (event: SubmitEvent): void => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).querySelector('textarea')
    const text = field?.value.trim() ?? ''
    if (text !== '' && this.room.canEdit) this.room.transact(() => addCard(this.room.doc, text))
    if (field) {
      field.value = ''
      field.focus()
    }
  }

  readonly #addKeys = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    ;(event.currentTarget as HTMLTextAreaElement).form?.requestSubmit()
  }
}

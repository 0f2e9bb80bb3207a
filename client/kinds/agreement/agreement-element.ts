import './agreement.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { addClause, clausesOf, moveClause } from '../../../shared/kinds/agreement/model.ts'
import { historyLink } from '../../ledger/history-link.ts'
import { documentTitle, parties } from '../../ledger/views.ts'
import { docWatch } from '../../prose/doc-watch.ts'
import { go, path } from '../../room/navigate.ts'
import type { CanvasRoom, KindElement, PartnershipSession } from '../../room/types.ts'
import { provideActs, provideKeyHints } from '../../ui/acts.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { formatNumber } from '../../ui/format.ts'
import { nowhere } from '../../ui/focus.ts'
import { icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'
import { addClauseDialog, type NewClause } from './add-clause.ts'
import { agreementActs, clauseKeyHints } from './agreement-acts.ts'
import type { ClauseAsk, ClauseElement } from './clause-element.ts'
import './clause-element.ts'
import { ClauseReader } from './clause-reader.ts'
import { type ClauseView, clauseViews } from './clause-view.ts'
import { type ClauseDrag, dragClause } from './drag-clause.ts'
import { paperActs, paperMenu, type PaperMenuActs } from './paper-menu.ts'
import { Papers } from './papers.ts'
import { hearClause } from './hear-clause.ts'
import { mayChange } from './reopening.ts'
import { clauseList, marksKey, type Places, whereWeStand } from './where-we-stand.ts'
import { headingWords } from './words.ts'

/** The agreement canvas and its outline twin. */
@customElement('tr-agreement')
export class AgreementElement extends TrElement implements KindElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() view: 'canvas' | 'outline' = 'canvas'
  @property() row: string | null = null
  @state() private editing: string | null = null
  @state() private current: string | null = null
  @state() private adding: { after: string | null } | null = null
  @state() private drag: ClauseDrag | null = null
  private readonly papers = new Papers(this)
  #reader: ClauseReader | null = null
  #clauses: ClauseView[] = []

  constructor() {
    super()
    provideActs(this, () => [
      ...agreementActs(this.room, {
        outline: this.view === 'outline',
        twin: () => go(this.#twinAddress(this.view === 'outline' ? 'canvas' : 'outline')),
        add: () => (this.adding = { after: null }),
        step: by => this.#step(by),
      }),
      ...(this.room.loaded ? paperActs(this.#paperActs()) : []),
    ])
    provideKeyHints(this, clauseKeyHints)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('ask', this.#asked)
    this.addEventListener('focusin', this.#focused)
    this.addEventListener('pointerdown', this.#press)
    this.addEventListener('pointerdown', this.#grabbed)
    if (this.hasUpdated) this.#follow()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('ask', this.#asked)
    this.removeEventListener('focusin', this.#focused)
    this.removeEventListener('pointerdown', this.#press)
    this.removeEventListener('pointerdown', this.#grabbed)
    this.#reader?.stop()
    this.#reader = null
    this.room.show({ at: null })
  }

  override willUpdate(changed: PropertyValues): void {
    // After a refused edit the room starts afresh with another document.
    if (changed.has('room') || changed.has('session') || this.#reader?.doc !== this.room.doc) this.#follow()
    if (changed.has('row') && this.row) this.current = this.row
    const written = this.#clauses.find(one => one.row.id === this.editing)
    if (this.#reader && this.room.loaded) this.#clauses = clauseViews(this.session, this.room, this.#reader)
    if (this.editing && !this.#clauses.some(one => one.row.id === this.editing)) {
      this.editing = null
      if (written && this.#removing !== written.row.id) this.#removedByOther(written)
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('row') && this.row) void this.#arrive(this.row)
  }

  /** The clauses as they stand, in order. */
  views(): readonly ClauseView[] {
    return this.#clauses
  }

  override render() {
    if (!this.room.loaded) return html`<p class="muted agree-wait" role="status">${msg('Opening the agreement…')}</p>`
    // The dialog stands beside both: turning a phone changes the view and must not close it.
    return html`${this.view === 'outline' ? this.#outline() : this.#canvas()}${this.#dialog()}`
  }

  #canvas() {
    const places = this.#places()
    return html`<div class="agree">
      <aside class="agree-nav stack loose" aria-label=${msg('Where we stand')}>
        ${whereWeStand(this.session, this.#clauses, places)} ${clauseList(this.#clauses, places)}
        ${marksKey(parties(this.session)[0])}
      </aside>
      <article class="doc" aria-label=${msg('Agreement text')}>${this.#text(false)}</article>
    </div>`
  }

  #outline() {
    return html`<div class="agree-outline stack loose">
      ${whereWeStand(this.session, this.#clauses, this.#places())}
      <article aria-label=${msg('Agreement text')}>${this.#text(true)}</article>
    </div>`
  }

  #text(linear: boolean) {
    const info = this.session.ledger.documents.get(this.room.document)
    const next = this.#clauses.find(one => one.empty)
    return html`<header class="doc-head">
        <div>
          <p class="sm muted row tight terms">${msg('Open co-drafting. Not legal advice.')}</p>
          <h1 dir="auto">${info ? documentTitle(this.session, info) : msg('Agreement')}</h1>
        </div>
        <div class="row tight do">
          ${
            this.room.canEdit
              ? html`<button class="btn dense" type="button" @click=${() => (this.adding = { after: null })}>${icon('plus')} ${msg('Add a clause')}</button>`
              : nothing
          }
          ${this.#twin(linear ? 'canvas' : 'outline')} ${historyLink(this.session, this.room.document)} ${this.#paperMenu()}
        </div>
      </header>
      ${this.#clauses.length === 0 ? this.#nothingYet() : nothing}
      ${repeat(
        this.#clauses,
        one => one.row.id,
        (one, index) => html`${this.#dropLine(index)}<tr-clause
            data-clause=${one.row.id}
            .session=${this.session}
            .room=${this.room}
            .clause=${one}
            .linear=${linear}
            .guiding=${one === next}
            .editing=${this.editing === one.row.id}
            .current=${this.current === one.row.id}
          ></tr-clause>`,
      )}
      ${this.#dropLine(this.#clauses.length)}
      <div class="agree-talk"><tr-talk .session=${this.session} .document=${this.room.document} .heading=${msg('About the agreement as a whole')}></tr-talk></div>`
  }

  #paperMenu() {
    return paperMenu(this.#paperActs(), this.papers.making)
  }

  #paperActs(): PaperMenuActs {
    const { papers } = this
    return {
      word: () => void papers.word(),
      markdown: () => void papers.markdown(),
      print: () => void papers.print(),
      bring: this.room.canEdit ? () => void papers.bring() : null,
    }
  }

  #twin(to: 'canvas' | 'outline') {
    return html`<a class="btn dense quiet" href=${this.#twinAddress(to)}>${to === 'outline' ? html`${icon('list')} ${msg('Outline')}` : html`${icon('scroll-text')} ${msg('Canvas')}`}</a>`
  }

  #twinAddress(to: 'canvas' | 'outline'): string {
    return `${path.canvas(this.session.id, this.room.document)}?view=${to}`
  }

  #nothingYet() {
    const words = msg('An agreement is written clause by clause. Add the first one; each asks its own questions.')
    const act = { label: msg('Add a clause'), run: () => (this.adding = { after: null }) }
    if (!this.room.canEdit) return html`<div class="clause"><div class="body">${emptyState({ words })}</div></div>`
    return html`<div class="clause"><div class="body stack">
      ${emptyState({ words, act })}
      <p><button class="btn" type="button" @click=${() => void this.papers.bring()}>${icon('file-up')} ${msg('I have a Word file')}</button></p>
    </div></div>`
  }

  #dropLine(index: number) {
    const { drag } = this
    if (!drag) return nothing
    const from = this.#clauses.findIndex(one => one.row.id === drag.clause)
    const place = drag.index <= from ? drag.index : drag.index + 1
    return place === index && place !== from && place !== from + 1 ? html`<div class="drop-line"></div>` : nothing
  }

  #dialog() {
    const { papers } = this
    if (papers.bringing) {
      return html`<tr-bring-in
        open
        .room=${this.room}
        @close=${() => papers.close()}
        @brought=${(event: CustomEvent<string[]>) => papers.brought(event.detail)}
      ></tr-bring-in>`
    }
    if (!this.adding) return nothing
    return addClauseDialog(new Set(this.#clauses.map(one => one.row.code)), clause => this.#add(clause))
  }

  #places(): Places {
    const place = (clause: string) => path.row(this.session.id, this.room.document, clause)
    return {
      current: this.current,
      href: clause => place(clause),
      go: (event, clause) => {
        if ((event as MouseEvent).ctrlKey || (event as MouseEvent).metaKey) return
        event.preventDefault()
        go(place(clause))
        this.#reach(clause)
      },
    }
  }

  #follow(): void {
    this.#reader?.stop()
    this.editing = null
    this.#reader = new ClauseReader(this.room.doc, (clause, writer) => this.#changedByOthers(clause, writer))
    this.watch(this.session, this.room, docWatch(this.room.doc))
  }

  /** Its words stay under its id: it comes back with all of them. */
  #removedByOther({ row }: ClauseView): void {
    const { id, ...fields } = row
    const restore = () => {
      const clauses = clausesOf(this.room.doc)
      if (this.room.canEdit && !clauses.get(id)) this.room.transact(() => clauses.add(fields, id))
    }
    const words = msg(str`Removed while you were writing in it: ${headingWords(row)}`)
    toast(words, { act: { label: msg('Bring it back'), run: restore }, tone: 'negative' })
  }

  #changedByOthers(clause: string, writer: number | null): void {
    const view = this.#clauses.find(one => one.row.id === clause)
    if (view) hearClause(this.room, view, writer)
  }

  readonly #asked = (event: Event): void => {
    const ask = (event as CustomEvent<ClauseAsk>).detail
    switch (ask.type) {
      case 'edit':
        void this.#edit(ask.clause)
        break
      case 'move':
        void this.#move(ask.clause, ask.by)
        break
      case 'delete':
        void this.#delete(ask.clause)
        break
      case 'add':
        this.adding = { after: ask.after }
    }
  }

  async #edit(clause: string | null): Promise<void> {
    // The editor comes in its own chunk, so that reading never waits for it.
    if (clause) await import('../../prose/prose-editor.ts')
    this.editing = clause
    if (clause) this.#stand(clause)
  }

  async #move(clause: string, by: -1 | 1): Promise<void> {
    const at = this.#clauses.findIndex(one => one.row.id === clause)
    if (at >= 0 && this.#clauses[at + by]) await this.#place(clause, at + by)
  }

  async #place(clause: string, index: number, undoes = false): Promise<void> {
    const from = this.#clauses.findIndex(one => one.row.id === clause)
    const focused = this.#rowOf(clause)?.contains(document.activeElement)
    const wasEditing = this.editing === clause
    this.room.transact(() => moveClause(this.room.doc, clause, index))
    await this.updateComplete
    const row = this.#rowOf(clause)
    // Moving an element in the page takes the focus from it.
    if (wasEditing) void row?.querySelector('tr-prose-editor')?.focusText()
    else if (focused) row?.focusOn('clause')
    if (!undoes) this.#sayMoved(clause, from, index)
  }

  #sayMoved(clause: string, from: number, to: number): void {
    const undo = () => void (this.room.canEdit && this.#rowOf(clause) && this.#place(clause, from, true))
    toast(msg(str`Now clause ${formatNumber(to + 1)}`), { act: { label: msg('Undo'), run: undo } })
  }

  async #delete(clause: string): Promise<void> {
    const view = this.#clauses.find(one => one.row.id === clause)
    if (!view || !(await mayChange(this.session, this.room, view))) return
    const clauses = clausesOf(this.room.doc)
    const { id, ...fields } = clauses.get(clause) ?? view.row
    const next = this.#clauses[view.number] ?? this.#clauses[view.number - 2]
    this.#removing = clause
    this.room.transact(() => clauses.remove(clause))
    const undo = () => {
      if (this.room.canEdit) this.room.transact(() => clausesOf(this.room.doc).add(fields, id))
    }
    toast(msg(str`Removed: ${headingWords(view.row)}`), { act: { label: msg('Undo'), run: undo } })
    await this.updateComplete
    if (next) this.#reach(next.row.id)
  }

  #add(clause: NewClause | null): void {
    const after = this.adding?.after ?? null
    this.adding = null
    if (!clause) return
    let id = ''
    this.room.transact(() => {
      id = addClause(this.room.doc, clause, after)
    })
    toast(msg('The clause is added.'), { act: { label: msg('Undo'), run: () => void this.#delete(id) } })
    void this.updateComplete.then(() => this.#edit(id))
  }

  #reach(clause: string): void {
    const row = this.#rowOf(clause)
    this.#stand(clause)
    row?.querySelector('.clause')?.scrollIntoView({ block: 'start' })
    row?.focusOn('clause')
  }

  /** Whoever comes by an address that names a clause stands in it, unless they are busy elsewhere. */
  async #arrive(clause: string): Promise<void> {
    await [...this.querySelectorAll('tr-clause')].find(one => one.dataset.clause === clause)?.updateComplete
    document.getElementById(`clause-${clause}`)?.scrollIntoView({ block: 'start' })
    if (nowhere()) this.#rowOf(clause)?.focusOn('clause')
  }

  #stand(clause: string): void {
    this.current = clause
    if (this.room.people.find(person => person.self)?.at !== clause) this.room.show({ at: clause })
  }

  #rowOf(clause: string): ClauseElement | null {
    return document.getElementById(`clause-${clause}`)?.closest('tr-clause') ?? null
  }

  #removing: string | null = null
  #pressed = false
  #standAfterPress: string | null = null

  readonly #focused = (event: Event): void => {
    const clause = (event.target as HTMLElement).closest<HTMLElement>('tr-clause')?.dataset.clause
    if (!clause || clause === this.current) return
    if (this.#pressed) this.#standAfterPress = clause
    else this.#stand(clause)
  }

  // A press focuses before it clicks. The clause at hand shows more, so what is pressed would move away under the pointer.
  readonly #press = (): void => {
    this.#pressed = true
    const release = (): void => {
      removeEventListener('pointerup', release, true)
      removeEventListener('pointercancel', release, true)
      setTimeout(() => {
        this.#pressed = false
        const clause = this.#standAfterPress
        this.#standAfterPress = null
        if (clause && clause !== this.current) this.#stand(clause)
      })
    }
    addEventListener('pointerup', release, true)
    addEventListener('pointercancel', release, true)
  }

  readonly #grabbed = (event: PointerEvent): void => {
    const handle = (event.target as HTMLElement).closest<HTMLElement>('.handle')
    if (!handle || !this.room.canEdit) return
    dragClause(event, handle, {
      rows: () =>
        [...this.querySelectorAll<HTMLElement>('tr-clause')].map(element => ({
          clause: element.dataset.clause ?? '',
          element: element.querySelector('.clause') ?? element,
        })),
      moved: drag => (this.drag = drag),
      dropped: drag => void this.#place(drag.clause, drag.index),
    })
  }

  /** To the next or the previous clause. */
  #step(by: -1 | 1): void {
    const at = this.#clauses.findIndex(one => one.row.id === this.current)
    const next = this.#clauses[at < 0 ? 0 : Math.min(this.#clauses.length - 1, Math.max(0, at + by))]
    if (next) this.#reach(next.row.id)
  }
}

import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { historyLink } from '../../ledger/history-link.ts'
import { documentTitle } from '../../ledger/views.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import type { CanvasRoom, KindElement, PartnershipSession } from '../../room/types.ts'
import { provideActs, provideKeyHints } from '../../ui/acts.ts'
import { announce } from '../../ui/announce.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { TrElement } from '../../ui/element.ts'
import { nowhere } from '../../ui/focus.ts'
import { type StakeholderKind, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { Actor, PartyPoint } from './actor.ts'
import { actorsOf, othersOf, pointsOf } from './actors.ts'
import { findingsPanel } from './findings-panel.ts'
import type { Lens, Point } from './geometry.ts'
import type { ImportInto } from './import-run.ts'
import { MapActs } from './map-acts.ts'
import { hearOthers } from './hear-others.ts'
import { mapActs } from './map-bar-acts.ts'
import { type MapBarOptions, mapBar } from './map-bar.ts'
import { mapKeyHints } from './map-key-hints.ts'
import { MapPlace } from './map-place.ts'
import { type MapView, MapViewCache } from './map-view.ts'
import { nameWord, standingWords } from './map-words.ts'
import type { MoveDetail } from './surface-element.ts'
import './add-dialog.ts'
import './export-element.ts'
import './import-element.ts'
import './outline-element.ts'
import './panel-element.ts'
import './surface-element.ts'
import './map.css'

type Dialog = 'add' | 'import' | 'export' | null

/** The stakeholder map: findings, grid or free canvas, panel, and the outline twin of it all. */
@customElement('tr-stakeholder-map')
export class StakeholderMapElement extends TrElement implements KindElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property({ attribute: false }) view: 'canvas' | 'outline' = 'canvas'
  @property({ attribute: false }) row: string | null = null
  @state() private lens: Lens = 'grid'
  @state() private selected: string | null = null
  @state() private dialog: Dialog = null

  #cache: MapViewCache | null = null
  #acts: MapActs | null = null
  #companion: CanvasRoom | null = null
  #place = new MapPlace()
  #drawn: { view: MapView; lens: Lens; actors: Actor[] } | null = null
  #points: { view: MapView; id: string; points: PartyPoint[] } | null = null
  #returnTo: string | null = null
  #hear: (() => void) | null = null

  constructor() {
    super()
    provideActs(this, () => (this.#acts ? mapActs(this.#barOptions(this.#acts), this.room) : []))
    provideKeyHints(this, mapKeyHints)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#cache || changed.has('room') || changed.has('session')) this.#start()
    if (changed.has('row')) this.selected = this.row
    if (this.#companionId() !== (this.#companion?.document ?? null)) this.#start()
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('row') && this.row) void this.#arrive(this.row)
  }

  override render(): TemplateResult {
    const acts = this.#acts
    const view = this.#cache?.view
    if (!acts || !view) return html``
    return html`<div class="map-page view-${this.view}" data-own-undo>
      ${mapBar(this.#barOptions(acts))}
      ${this.view === 'outline' ? this.#outline(view, acts) : this.#canvas(view, acts)} ${this.#dialogs(view, acts)}
    </div>`
  }

  #barOptions(acts: MapActs): MapBarOptions {
    return {
      lens: this.lens,
      view: this.view,
      acts,
      empty: this.room.loaded && stakeholdersOf(this.room.doc).map.size === 0,
      setLens: lens => {
        this.lens = lens
        this.view = 'canvas'
        this.#place.show({ lens, view: 'canvas' })
      },
      setView: next => this.#show(next),
      add: () => this.#open('add'),
      importFile: () => this.#open('import'),
      exportFile: () => this.#open('export'),
      history: historyLink(this.session, this.room.document),
    }
  }

  #canvas(view: MapView, acts: MapActs): TemplateResult {
    const mayMove = this.lens === 'free' ? acts.mayEdit : acts.moveCounts !== null
    const selected = this.selected && view.byId.has(this.selected) ? this.selected : null
    return html`<div class="mapwork ${selected ? 'with-panel' : ''}">
      ${findingsPanel({ view, selected, setQuestion: this.#questionSetter(), open: id => this.#select(id) })}
      <div class="map-middle">
        <h1 class="vh">${view.question || msg('Stakeholder map')}</h1>
        <tr-map-surface
          .lens=${this.lens}
          .actors=${this.#actors(view)}
          .selected=${selected}
          .points=${selected && this.lens === 'grid' ? this.#partyPoints(view, selected) : []}
          .people=${othersOf(this.room.people)}
          .mayMove=${mayMove}
          @open=${(event: CustomEvent<{ id: string }>) => this.#select(event.detail.id)}
          @move=${(event: CustomEvent<MoveDetail>) => this.#moved(event.detail, view, acts)}
          @dragging=${this.#onDragging}
          @stepped=${(event: CustomEvent<{ id: string; to: Point }>) => this.#stepped(event.detail, view)}
          @remove=${(event: CustomEvent<{ id: string }>) => acts.mayEdit && acts.remove(event.detail.id)}
          @outline=${() => this.#show('outline')}
          @leave=${() => (selected ? this.#select(null) : this.querySelector<HTMLElement>('.map-bar button')?.focus())}
        ></tr-map-surface>
        ${view.rows.length === 0 && this.room.loaded ? this.#empty(acts) : nothing}
      </div>
      ${this.#panel(view, acts)}
    </div>`
  }

  #outline(view: MapView, acts: MapActs): TemplateResult {
    return html`<div class="map-outline-wrap ${this.selected ? 'with-panel' : ''}">
      <tr-map-outline
        .session=${this.session}
        .document=${this.room.document}
        .view=${view}
        .acts=${acts}
        .setQuestion=${this.#questionSetter()}
        @open=${(event: CustomEvent<{ id: string }>) => this.#select(event.detail.id)}
        @add=${() => this.#open('add')}
      ></tr-map-outline>
      ${this.#panel(view, acts)}
    </div>`
  }

  #panel(view: MapView, acts: MapActs): TemplateResult | typeof nothing {
    if (!this.selected || !view.byId.has(this.selected)) return nothing
    return html`<tr-stakeholder-panel
      .session=${this.session}
      .companion=${this.#companion}
      .acts=${acts}
      .view=${view}
      .stakeholder=${this.selected}
      .document=${this.room.document}
      @close=${() => this.#select(null)}
    ></tr-stakeholder-panel>`
  }

  #dialogs(view: MapView, acts: MapActs): TemplateResult {
    const into: ImportInto = {
      session: this.session,
      room: this.room,
      companion: this.#companion,
      log: acts.log,
      ratingsBecome: this.#ratingsBecome(acts),
    }
    const info = this.session.ledger.documents.get(this.room.document)
    return html`<tr-add-stakeholder
        .view=${view}
        .open=${this.dialog === 'add'}
        @add=${(event: CustomEvent<{ name: string; kind: StakeholderKind }>) => this.#add(event.detail, acts)}
        @open=${(event: CustomEvent<{ id: string }>) => this.#select(event.detail.id)}
        @close=${this.#closeDialog}
      ></tr-add-stakeholder>
      <tr-map-import .into=${into} .view=${view} .open=${this.dialog === 'import'} @close=${this.#closeDialog}></tr-map-import>
      <tr-map-export
        .view=${view}
        .companion=${this.#companion}
        .lens=${this.lens}
        .brokers=${info?.boundary === 'broker'}
        .filename=${info ? documentTitle(this.session, info) : 'stakeholders'}
        .open=${this.dialog === 'export'}
        @close=${this.#closeDialog}
      ></tr-map-export>`
  }

  #empty(acts: MapActs): TemplateResult {
    return html`<div class="map-empty">
      ${emptyState({
        words: msg(
          'Nobody is on the map yet. Start with whoever decides, and whoever lives with what is decided: for example “Night gate keepers”.',
        ),
        ...(acts.mayEdit ? { act: { label: msg('Add a stakeholder'), run: () => this.#open('add') } } : {}),
      })}
    </div>`
  }

  #actors(view: MapView): Actor[] {
    if (this.#drawn?.view !== view || this.#drawn.lens !== this.lens) {
      this.#drawn = { view, lens: this.lens, actors: actorsOf(view, this.lens) }
    }
    return this.#drawn.actors
  }

  #partyPoints(view: MapView, id: string): PartyPoint[] {
    if (this.#points?.view !== view || this.#points.id !== id) this.#points = { view, id, points: pointsOf(view, id) }
    return this.#points.points
  }

  #moved({ id, to, until }: MoveDetail, view: MapView, acts: MapActs): void {
    if (this.lens === 'free') {
      acts.moveTo(id, to)
      return
    }
    const [interest, power] = to
    if (acts.moveCounts === 'agreed') {
      const impact = view.ratings?.agreed.get(id)?.impact
      until(acts.agree(id, { power, interest, ...(impact === undefined ? {} : { impact }) }))
    } else if (acts.moveCounts === 'rating') {
      const mine = acts.myRating(id)
      until(acts.rate(id, { values: { ...mine.values, power, interest }, note: mine.note }))
    }
  }

  #stepped({ id, to }: { id: string; to: Point }, view: MapView): void {
    const name = nameWord(view.byId.get(id)?.name ?? '')
    const [across, down] = [String(Math.round(to[0])), String(Math.round(to[1]))]
    announce(
      this.lens === 'grid'
        ? standingWords(name, { interest: to[0], power: to[1] })
        : msg(str`${name}, ${across} across, ${down} down`),
    )
  }

  #onDragging = (event: CustomEvent<{ id: string; to: Point } | null>): void => {
    const drag = event.detail
    this.room.show({ drag: drag && { id: drag.id, to: [drag.to[0], drag.to[1]], lens: this.lens } })
  }

  #select(id: string | null): void {
    if (id === null && this.selected) this.#returnTo = this.selected
    this.selected = id
    this.#place.show({ row: id })
    this.room.show({ at: id })
    void this.updateComplete.then(() => this.#focusAfter(id))
  }

  /** Whoever comes by an address that names a stakeholder stands in its panel, unless they are busy elsewhere. */
  async #arrive(id: string): Promise<void> {
    await this.querySelector('tr-stakeholder-panel')?.updateComplete
    if (nowhere()) this.#focusAfter(id)
  }

  // Opening brings the reader into the panel; closing brings them back to where they were.
  #focusAfter(id: string | null): void {
    if (id !== null) {
      this.querySelector<HTMLElement>('tr-stakeholder-panel .panel-name')?.focus()
      return
    }
    const back = this.#returnTo
    this.#returnTo = null
    if (back) this.querySelector<HTMLElement>(`.spot[data-id="${back}"], li[data-id="${back}"] button`)?.focus()
  }

  #add({ name, kind }: { name: string; kind: StakeholderKind }, acts: MapActs): void {
    const surface = this.querySelector('tr-map-surface')
    this.#select(acts.add({ name, kind, ...(this.lens === 'free' && surface ? { at: surface.middle } : {}) }))
  }

  #questionSetter(): ((text: string) => void) | null {
    const command = { type: 'question.set', document: this.room.document, text: '?' } as const
    if (this.session.wouldRefuse(command)) return null
    return text => void this.#setQuestion(text)
  }

  // Ratings answer a question: another question starts with none, so a broker is asked first.
  async #setQuestion(text: string): Promise<void> {
    const ratings = this.#cache?.view.ratings
    const answered = (ratings?.of.size ?? 0) > 0 || (ratings?.agreed.size ?? 0) > 0
    const go =
      !answered ||
      (await confirmAct({
        heading: msg('Ask another question?'),
        body: msg(
          'Ratings answer the question they were given for. With another question the map starts without ratings; what was said under the old one stays in the record.',
        ),
        act: msg('Ask this question'),
        cancel: msg('Keep the old one'),
      }))
    const before = this.#cache?.view.question ?? ''
    const { document } = this.room
    const done = go && (await this.#acts?.setQuestion(text))
    if (done && !answered && before !== '')
      doneToast(this.session, msg('The question has changed'), { type: 'question.set', document, text: before })
    this.requestUpdate()
  }

  #ratingsBecome(acts: MapActs): 'rating' | 'agreed' | null {
    if (acts.moveCounts !== null) return acts.moveCounts
    // On an empty map there is no stakeholder yet that the rules could be asked about: the role tells.
    const { role, party } = this.session.me
    if (role === 'broker' || role === 'co-broker') return 'agreed'
    return party !== null && role !== 'observer' ? 'rating' : null
  }

  #show(view: 'canvas' | 'outline'): void {
    this.view = view
    this.#place.show({ view })
  }

  #open(dialog: Dialog): void {
    this.dialog = dialog
  }

  #closeDialog = (): void => {
    this.dialog = null
  }

  #companionId(): string | null {
    return this.session.companionOf(this.room.document)?.id ?? null
  }

  #start(): void {
    this.#stop()
    const companion = this.#companionId()
    this.#companion = companion ? this.session.open(companion) : null
    this.#cache = new MapViewCache(this.session, this.room)
    this.#acts = new MapActs(this.session, this.room, this.#companion)
    const place = this.#place.read()
    if (place.lens) this.lens = place.lens
    // Phones start with the outline unless the address asks for the canvas.
    if (!place.view && matchMedia('(max-width: 40rem)').matches) this.view = 'outline'
    this.#hear = hearOthers(this.room.doc)
    this.watch(this.session, this.room, this.#acts.log, ...(this.#companion ? [this.#companion] : []))
  }

  #stop(): void {
    this.#hear?.()
    this.#hear = null
    this.#cache?.stop()
    this.#acts?.stop()
    this.#companion?.close()
    this.#cache = null
    this.#acts = null
    this.#companion = null
    this.#drawn = null
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-stakeholder-map': StakeholderMapElement
  }
}

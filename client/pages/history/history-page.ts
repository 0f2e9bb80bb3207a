import './history.css'
import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { mayWrite } from '../../../shared/access/roles.ts'
import type { HistoryPage, Moment } from '../../../shared/history/moments.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { documentTitle } from '../../ledger/views.ts'
import { go, path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import type { Problem } from '../../sync/api.ts'
import { provideActs } from '../../ui/acts.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { formatDateTime } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { noticePage } from '../notice-page.ts'
import { type HistoryHands, putBack } from './history-acts.ts'
import { type HistoryApi, historyApi } from './history-api.ts'
import { momentList, nameOf } from './moment-list.ts'
import { nameVersion } from './name-version.ts'
import { type HistoryPlace, placeAddress, readPlace } from './place-in-history.ts'
import './point-element.ts'
import './retention-part.ts'

/** How long after the last edit of others the list is read again, in milliseconds. */
const AGAIN_AFTER = 2_500
const NARROW = '(max-width: 60rem)'

/** What a canvas was at other times: its moments by day, one of them open beside the list, and the acts that name and restore. */
@customElement('tr-history-page')
export class HistoryPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room: CanvasRoom | null = null
  @property({ attribute: false }) document = ''
  /** The history on the server; the product's own unless given. */
  @property({ attribute: false }) history: HistoryApi | null = null
  @state() private page: HistoryPage | null = null
  @state() private moments: readonly Moment[] = []
  @state() private problem: Problem | null = null
  @state() private loading = false
  @state() private place: HistoryPlace = readPlace(location.search)
  #loadedOf = ''
  #online = true
  #own: { document: string; api: HistoryApi } | null = null
  #followed: CanvasRoom['doc'] | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'canvas-history',
        label: msg('Back to the canvas'),
        icon: 'chevron-left',
        keys: 'H',
        run: () => go(path.canvas(this.session.id, this.document)),
      },
      {
        id: 'history-name',
        label: msg('Name the canvas as it is now'),
        icon: 'tag',
        words: msg('version'),
        off: this.#writes() ? '' : msg('Only those who may write on this canvas name its versions.'),
        run: () => void this.#nameNow(),
      },
    ])
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.#moved)
    window.addEventListener('trestle-go', this.#moved)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('popstate', this.#moved)
    window.removeEventListener('trestle-go', this.#moved)
    this.#followed?.off('update', this.#edited)
    this.#followed = null
    clearTimeout(this.#timer)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.watch(this.session, this.room)
    if (changed.has('document')) {
      this.page = null
      this.moments = []
    }
    if (this.room && this.#followed !== this.room.doc) {
      this.#followed?.off('update', this.#edited)
      this.#followed = this.room.doc
      this.room.doc.on('update', this.#edited)
    }
    const back = this.session.online && !this.#online && this.problem?.code === 'offline'
    this.#online = this.session.online
    if (this.#loadedOf !== this.document || back) void this.#read()
  }

  protected override render(): TemplateResult {
    const { session, room } = this
    const info = session.ledger.documents.get(this.document)
    if (!info || !room) {
      return noticePage({
        head: false,
        heading: msg('This canvas is not here'),
        words: msg('It may have been removed, or it is not for you to see. Go back to the table and choose another.'),
        act: { label: msg('To the table'), href: path.table(session.id) },
      })
    }
    const title = documentTitle(session, info)
    return html`<div class="history ${this.place.at === null ? '' : 'is-open'}">
      <div class="history-list stack loose">
        <header class="stack tight">
          <p><a class="btn dense quiet" href=${path.canvas(session.id, this.document)}>${icon('chevron-left', { flip: true })}${msg('Back to the canvas')}</a></p>
          <h1>${msg(html`History of <bdi class="words">${title}</bdi>`)}</h1>
          <p class="muted">${msg('Who changed what, and when. Every moment can be looked at, compared and put back; putting back is a new edit and loses nothing.')}</p>
          ${this.#writes() && this.page ? html`<p><button class="btn" type="button" @click=${() => void this.#nameNow()}>${icon('tag')}${msg('Name the canvas as it is now')}</button></p>` : nothing}
        </header>
        ${this.#list(room)}
        ${this.page ? html`<tr-history-retention .session=${session}></tr-history-retention>` : nothing}
      </div>
      <div class="history-point">${this.#point(room)}</div>
    </div>`
  }

  #list(room: CanvasRoom): TemplateResult {
    const { page, problem, session } = this
    if (!page) {
      if (problem?.code === 'offline' && !session.online) return offline()
      if (problem) {
        return html`<div class="empty"><p role="alert">${refusalWords(problem)}</p>
          <button class="btn" type="button" @click=${() => void this.#read()}>${msg('Try again')}</button></div>`
      }
      return html`<div class="loading history-wait"><p class="muted" role="status">${msg('Reading the past')}</p><progress aria-label=${msg('Reading the past')}></progress></div>`
    }
    if (this.moments.length === 0) {
      return html`<p class="empty">${msg('Nothing has been written on this canvas yet. Its history begins with the first words.')}</p>`
    }
    return html`${session.online ? nothing : offline()}
      ${momentList({
        session,
        room,
        page,
        moments: this.moments,
        open: this.place.at,
        now: Date.now(),
        address: point => placeAddress(this.#base(), { ...this.place, at: point }),
        putBack: this.#writes()
          ? (moment, member) => void putBack(this.#hands(), { member, after: moment.from, upTo: moment.point })
          : null,
        earlier: () => void this.#earlier(),
        loading: this.loading,
      })}`
  }

  #point(room: CanvasRoom): TemplateResult | typeof nothing {
    const { page, place, session } = this
    if (!page || place.at === null) {
      return page && this.moments.length > 0
        ? html`<div class="empty history-hint"><p class="words">${msg('Choose a moment to see the canvas as it was then.')}</p></div>`
        : nothing
    }
    const at = place.at
    const time = this.#timeOf(at)
    return html`<tr-history-point
      .session=${session} .room=${room} .history=${this.#api()} .place=${{ ...place, at }} .latest=${page.latest}
      .when=${time === null ? earlierWords(at) : formatDateTime(time)} .at=${time ?? Date.now()} .name=${nameOf(page.named, at) ?? null}
      .others=${this.#others()} .writes=${this.#writes()}
      @go=${(event: CustomEvent<HistoryPlace>) => go(placeAddress(this.#base(), event.detail))}
      @name=${() => this.#name(at)} @restored=${() => void this.#read()}
    ></tr-history-point>`
  }

  /** Named versions first, then the moments that are listed. */
  #others(): { point: number; label: string }[] {
    const named = this.page?.named.filter(one => one.kept) ?? []
    const points = new Set(named.map(one => one.point))
    return [
      ...named.map(one => ({ point: one.point, label: one.name })),
      ...this.moments
        .filter(one => !points.has(one.point))
        .map(one => ({ point: one.point, label: formatDateTime(one.endedAt) })),
    ]
  }

  /** When a point was, as far as the moments that are listed tell. */
  #timeOf(point: number): number | null {
    const within = this.moments.find(one => one.from < point && point <= one.point)
    return within?.endedAt ?? this.page?.named.find(one => one.point === point)?.at ?? null
  }

  #writes(): boolean {
    const info = this.session.ledger.documents.get(this.document)
    return info !== undefined && !info.archived && mayWrite(this.session.me, info.boundary)
  }

  #base(): string {
    return path.history(this.session.id, this.document)
  }

  #api(): HistoryApi {
    if (this.history) return this.history
    if (this.#own?.document !== this.document) this.#own = { document: this.document, api: historyApi(this.document) }
    return this.#own.api
  }

  #hands(): HistoryHands {
    return { session: this.session, history: this.#api(), done: () => void this.#read() }
  }

  #name(point: number): void {
    const { session, document, page } = this
    const former = (page && nameOf(page.named, point)?.name) ?? ''
    const time = this.#timeOf(point)
    const when = time === null ? earlierWords(point) : formatDateTime(time)
    nameVersion({ session, document, point, former, when }, () => void this.#read())
  }

  async #nameNow(): Promise<void> {
    await this.#read()
    if (this.page && !this.problem) this.#name(this.page.latest)
  }

  /** Reads the latest moments; those that were listed before them stay. */
  async #read(): Promise<void> {
    const { document } = this
    this.#loadedOf = document
    this.loading = true
    const answer = await this.#api().moments(null)
    this.loading = false
    if (document !== this.document) return
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    this.problem = null
    const oldest = answer.value.moments.at(-1)?.from ?? 0
    const earlier = this.moments.filter(one => one.point <= oldest)
    this.moments = [...answer.value.moments, ...earlier]
    const before = earlier.length > 0 && this.page ? this.page.before : answer.value.before
    this.page = { ...answer.value, before }
  }

  async #earlier(): Promise<void> {
    if (!this.page || this.page.before === null) return
    this.loading = true
    const answer = await this.#api().moments(this.page.before)
    this.loading = false
    if (!answer.ok) {
      this.problem = answer.refusal
      return
    }
    this.moments = [...this.moments, ...answer.value.moments]
    this.page = { ...this.page, before: answer.value.before, earliest: answer.value.earliest }
    announce(msg('Earlier moments are listed below.'))
  }

  readonly #edited = (): void => {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#read(), AGAIN_AFTER)
  }

  readonly #moved = (): void => {
    if (!location.pathname.startsWith(this.#base())) return
    const before = this.place.at
    this.place = readPlace(location.search)
    if (before !== this.place.at) void this.#arrive()
  }

  /** Where list and moment do not stand side by side, whoever opens the one leaves the other. */
  async #arrive(): Promise<void> {
    await this.updateComplete
    if (!window.matchMedia?.(NARROW).matches) return
    const there = this.place.at === null ? '.history-list h1' : '#point-h'
    const heading = this.querySelector<HTMLElement>(there)
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
    window.scrollTo(0, 0)
  }
}

/** A point that no moment tells the time of, because it is earlier than those that are listed. */
function earlierWords(point: number): string {
  return point === 0 ? msg('Before the first words') : msg('An earlier moment')
}

function offline(): TemplateResult {
  return html`<div class="empty" role="status"><p>${msg('There is no line. The history is kept on the server, so moments that were not read here yet come when the line is back. On the canvas itself you can go on working, and undo your own last acts.')}</p></div>`
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-history-page': HistoryPageElement
  }
}

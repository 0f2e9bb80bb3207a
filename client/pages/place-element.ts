import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { documentTitle, partnershipWords } from '../ledger/views.ts'
import type { Partnership } from '../room/partnership.ts'
import { OpenRefused, openPartnership } from '../room/session.ts'
import type { CanvasRoom } from '../room/types.ts'
import type { Problem } from '../sync/api.ts'
import { isSharedPhone } from '../sync/shared-phone.ts'
import { provideActs } from '../ui/acts.ts'
import { hearTalk } from '../talk/hear-talk.ts'
import { outboxOf } from '../talk/outbox.ts'
import { TrElement } from '../ui/element.ts'
import { PendingButton } from '../ui/pending.ts'
import '../ui/shell.ts'
import './canvas-page.ts'
import { fetchAhead } from './fetch-ahead.ts'
import { frontHead } from './front-head.ts'
import { leaveWhenIdle } from './idle-shared.ts'
import { tellSettings } from './member-settings.ts'
import { noticePage } from './notice-page.ts'
import { astrayPage, refusedPage } from './refused-page.ts'
import './people/people-page.ts'
import { placeActs } from './place-acts.ts'
import { placeHead } from './place-head.ts'
import type { Route } from './routes.ts'
import './seat/seat-line.ts'
import './table/table-page.ts'
import { setTitle } from './title.ts'
import './way-back-notes.ts'

/** A route inside a partnership. */
export type PlaceRoute = Extract<Route, { partnership: string }>

/** Everything inside one partnership: opens it once, keeps its head in place, and shows the page of the route. */
@customElement('tr-place')
export class PlaceElement extends TrElement {
  @property({ attribute: false }) route!: PlaceRoute
  @state() private session: Partnership | null = null
  @state() private problem: Problem | null = null
  #room: CanvasRoom | null = null
  #opened: string | null = null
  #offlineSince: number | null = null
  #hearing: (() => void) | null = null
  #stopFetching: () => void = () => {}
  readonly #pending = new PendingButton()
  #unwatch: () => void = () => {}

  constructor() {
    super()
    provideActs(this, () => (this.session?.standing === 'member' ? placeActs(this.session, this.#room) : []))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('online', this.#lineBack)
    if (isSharedPhone()) this.#unwatch = leaveWhenIdle(() => this.#sending())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#lineBack)
    this.#unwatch()
    this.#leave()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route') && this.#opened !== this.route.partnership) void this.#open(this.route.partnership)
    if (this.route.page === 'view-as') void import('./view-as/view-as-page.ts')
    this.#followRoom()
    if (this.route.page === 'talk') void import('./talk/talk-page.ts')
    if (this.route.page === 'history') void import('./history/history-page.ts')
    this.watch(this.session, this.#room, this.session && outboxOf(this.session))
    this.#offlineSince = this.session?.away ? (this.#offlineSince ?? Date.now()) : null
    this.#title()
    this.#pending.follow(this.session?.sending ?? 0)
  }

  protected override render() {
    const { session, problem } = this
    if (problem) return refusedPage(problem, () => void this.#open(this.route.partnership))
    if (!session) {
      return html`${frontHead()}<main id="main" tabindex="-1" class="loading"><p class="muted" role="status">${msg('Opening the partnership')}</p><progress aria-label=${msg('Opening the partnership')}></progress></main>`
    }
    if (session.standing === 'reseated') {
      return noticePage({
        heading: msg('You sit in another seat of this sample now'),
        words: msg('You changed seats in another tab. Open the table anew to see it from there.'),
        act: { label: msg('Open the table'), run: () => location.reload() },
      })
    }
    if (session.standing !== 'member') {
      const code = session.standing === 'removed' ? 'removed' : 'signed-out'
      return refusedPage({ status: 403, code }, () => location.reload())
    }
    return html`${placeHead({ session, room: this.#room, route: this.route, offlineSince: this.#offlineSince, elsewhere: this.#waiting(session) })}
      ${this.#seat(session)}
      <main id="main" tabindex="-1">${this.#page(session)}</main>`
  }

  /** Where one sits in the sample: on every page in another's seat, in one's own only at the table. */
  #seat(session: Partnership): TemplateResult | typeof nothing {
    if (session.seats.length === 0 || (session.home === null && this.route.page !== 'table')) return nothing
    const choosing = new URLSearchParams(location.search).get('seat') === 'choose'
    return html`<tr-seat-line .session=${session} .choosing=${choosing} ?unsaved=${session.waitingElsewhere(null) > 0}></tr-seat-line>`
  }

  #page(session: Partnership): TemplateResult {
    const { route } = this
    switch (route.page) {
      case 'table':
        return html`<tr-way-back-notes .session=${session}></tr-way-back-notes><tr-table-page .session=${session}></tr-table-page>`
      case 'astray':
        return astrayPage(session.id)
      case 'people':
        return html`<tr-people-page .session=${session}></tr-people-page>`
      case 'view-as':
        return html`<tr-view-as-page .session=${session}></tr-view-as-page>`
      case 'talk':
        return html`<tr-talk-page .session=${session}></tr-talk-page>`
      case 'history':
        return html`<tr-history-page .session=${session} .room=${this.#room} .document=${route.document}></tr-history-page>`
      case 'canvas':
        return html`<tr-canvas-page .session=${session} .room=${this.#room} .document=${route.document} .row=${route.row}></tr-canvas-page>`
    }
  }

  async #open(id: string): Promise<void> {
    this.#leave()
    this.#opened = id
    this.problem = null
    try {
      const session = await openPartnership(id)
      if (this.#opened !== id || !this.isConnected) session.close()
      else {
        this.session = session
        this.#hearing = hearTalk(session, () => this.#room)
        this.#stopFetching = fetchAhead(session)
        void tellSettings(session)
      }
    } catch (fault) {
      if (!(fault instanceof OpenRefused)) throw fault
      if (this.#opened === id) this.problem = fault.problem
    }
  }

  /** Edits and comments made here that the server does not have yet, but those of the canvas on the screen. */
  #waiting(session: Partnership): number {
    const comments = outboxOf(session).waiting.filter(one => one.problem === null)
    return session.waitingElsewhere(this.#room?.document ?? null) + comments.length
  }

  readonly #lineBack = (): void => {
    if (this.problem?.code === 'offline') void this.#open(this.route.partnership)
  }

  /** Whether something that was written here is still on its way to the server, or waits for a line. */
  #sending(): boolean {
    const saved = this.#room?.saved
    if (this.session && (this.session.sending > 0 || this.#waiting(this.session) > 0)) return true
    return saved?.type === 'saving' || (saved?.type === 'offline' && saved.count > 0)
  }

  #leave(): void {
    this.#hearing?.()
    this.#hearing = null
    this.#stopFetching()
    this.#room?.close()
    this.#room = null
    this.session?.close()
    this.session = null
    this.#opened = null
  }

  /** One room is open while its canvas is on the screen, so that the head can say whether it is saved. */
  #followRoom(): void {
    const { session, route } = this
    const info =
      route.page === 'canvas' || route.page === 'history' ? session?.ledger.documents.get(route.document) : undefined
    if (this.#room && this.#room.document !== info?.id) {
      this.#room.close()
      this.#room = null
    }
    if (session && info && !this.#room) this.#room = session.open(info.id)
  }

  #title(): void {
    const { session, route } = this
    if (!session) return
    const { name } = partnershipWords(session)
    if (route.page === 'table') setTitle(name)
    else if (route.page === 'talk') setTitle(msg('Talk'), name)
    else if (route.page === 'astray') setTitle(msg('Not found'), name)
    else if (route.page === 'people') setTitle(msg('People and invites'), name)
    else if (route.page === 'view-as') setTitle(msg('Look as somebody else'), name)
    else {
      const info = session.ledger.documents.get(route.document)
      const title = info ? documentTitle(session, info) : msg('Not found')
      setTitle(route.page === 'history' && info ? msg(str`History of ${title}`) : title, name)
    }
  }
}

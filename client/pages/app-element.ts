import { msg, str } from '@lit/localize'
import { html, type LitElement } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { followKeys, provideActs } from '../ui/acts.ts'
import { TrElement } from '../ui/element.ts'
import { prepareToasts, toast } from '../ui/toast.ts'
import { prepareAnnouncements } from '../ui/announce.ts'
import { keepFocus } from '../ui/keep-focus.ts'
import { clientKindOf } from '../kinds/index.ts'
import { appActs } from './app-acts.ts'
import { followLinks } from './links.ts'
import { keptSummary } from '../room/summary.ts'
import { browserStorage } from '../sync/storage.ts'
import { lookingAs, NOTHING_DONE } from '../room/looking.ts'
import { noticePage } from './notice-page.ts'
import { reportProblem } from './report-problem.ts'
import { pageKey, type Route, routeOf } from './routes.ts'
import { setTitle } from './title.ts'

/** Whether this build has the gallery of components: in development, or built with `VITE_GALLERY=1`. */
const HAS_GALLERY = import.meta.env.DEV || import.meta.env.VITE_GALLERY === '1'

/** Frames within which everything on a page that is loaded has been drawn. */
const PARTS_DRAWN = 10

/** Code of each page, loaded when it is first shown. Those inside a partnership share one. */
const LOADERS = {
  home: () => import('./home/home-page.ts'),
  join: () => import('./join/join-page.ts'),
  recover: () => import('./join/recover-page.ts'),
  left: () => import('./join/left-page.ts'),
  venue: () => import('./venue/venue-page.ts'),
  place: () => import('./place-element.ts'),
  gallery: () => (HAS_GALLERY ? import('./gallery/gallery-page.ts') : Promise.resolve()),
} satisfies Record<string, () => Promise<unknown>>

/** The application: shows the page of the address, moves the focus when the page changes, and says it when one fails. */
@customElement('tr-app')
export class AppElement extends TrElement {
  @state() private route: Route = { page: 'home' }
  @state() private loaded = false
  @state() private failed = false
  #turn = 0
  #unfollow = (): void => {}

  constructor() {
    super()
    provideActs(this, appActs)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.#follow)
    window.addEventListener('hashchange', this.#follow)
    window.addEventListener('trestle-go', this.#went)
    document.addEventListener('click', followLinks)
    const stops = [followKeys(), keepFocus()]
    this.#unfollow = () => {
      for (const stop of stops) stop()
    }
    prepareAnnouncements()
    prepareToasts()
    window.addEventListener(NOTHING_DONE, sayNothingDone)
    // What stood here until the application came.
    if (!this.hasUpdated) this.replaceChildren()
    void this.#show(false)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('popstate', this.#follow)
    window.removeEventListener('hashchange', this.#follow)
    window.removeEventListener('trestle-go', this.#went)
    document.removeEventListener('click', followLinks)
    this.#unfollow()
    window.removeEventListener(NOTHING_DONE, sayNothingDone)
    super.disconnectedCallback()
  }

  protected override render() {
    if (this.failed) {
      return noticePage({
        heading: msg('This page could not be loaded'),
        words: msg(
          'The line may be gone, or the server was renewed meanwhile. What you wrote is kept. Load the page again.',
        ),
        act: { label: msg('Load again'), run: () => location.reload() },
      })
    }
    if (!this.loaded) return html`<main id="main" class="loading"><p class="muted">${msg('Opening')}</p></main>`
    const { route } = this
    switch (route.page) {
      case 'home':
        return html`<tr-home-page></tr-home-page>`
      case 'join':
        return html`<tr-join-page .secret=${route.secret} .code=${route.code}></tr-join-page>`
      case 'recover':
        return html`<tr-recover-page .secret=${route.secret}></tr-recover-page>`
      case 'left':
        return html`<tr-left-page></tr-left-page>`
      case 'venue':
        return html`<tr-venue-page></tr-venue-page>`
      case 'gallery':
        return html`<tr-gallery-page></tr-gallery-page>`
      case 'table':
      case 'people':
      case 'view-as':
      case 'talk':
      case 'astray':
      case 'canvas':
      case 'history':
        return html`<tr-place .route=${route}></tr-place>`
      case 'lost':
        return noticePage({
          heading: msg('There is nothing at this address'),
          words: msg('The link may be cut off or mistyped. Go to your partnerships, or ask who sent it.'),
          act: { label: msg('To my partnerships'), href: '/' },
        })
    }
  }

  readonly #follow = (): void => void this.#show(false)
  readonly #went = (): void => void this.#show(true)

  async #show(scroll: boolean): Promise<void> {
    const route = routeOf(location, HAS_GALLERY)
    const before = this.loaded ? pageKey(this.route) : null
    const turn = ++this.#turn
    const part = partOf(route)
    if (before === null) fetchCanvas(route)
    try {
      if (part) await LOADERS[part]()
    } catch (fault) {
      reportProblem(fault)
      this.failed = true
      return
    }
    if (turn !== this.#turn) return
    if (route.page === 'lost') setTitle(msg('Not found'))
    this.route = route
    this.loaded = true
    const moved = before !== null && before !== pageKey(route)
    if (!moved && location.hash === '') return
    if (moved && scroll) window.scrollTo(0, 0)
    await this.updateComplete
    await (this.firstElementChild as LitElement | null)?.updateComplete
    if ((await this.#reachNamed(turn)) || !moved) return
    // Unless the page has led the focus to what its address names.
    const main = document.getElementById('main')
    if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true })
  }

  /** Goes to the part of the page that the address names behind `#`; false when there is none. */
  async #reachNamed(turn: number): Promise<boolean> {
    const name = location.hash.slice(1)
    let named: HTMLElement | null = null
    // Parts within parts are drawn one after another, within a few frames.
    for (let frame = 0; name !== '' && !named && frame < PARTS_DRAWN; frame++) {
      await new Promise(requestAnimationFrame)
      named = document.getElementById(name)
    }
    if (!named || turn !== this.#turn) return false
    if (named.tabIndex < 0) named.setAttribute('tabindex', '-1')
    named.scrollIntoView({ block: 'center' })
    named.focus({ preventScroll: true })
    return true
  }
}

/** On a later visit the code of a canvas is fetched beside that of the place, before its ledger is read. */
function fetchCanvas(route: Route): void {
  if (route.page !== 'canvas') return
  const kind = keptSummary(browserStorage, route.partnership)?.kinds[route.document]
  // Without it the page asks again, and says that it is not there.
  if (kind)
    void clientKindOf(kind)
      ?.load()
      .catch(() => {})
}

function sayNothingDone(): void {
  const as = lookingAs()
  if (as !== null) toast(msg(str`You are looking as ${as}: nothing is done.`))
}

function partOf(route: Route): keyof typeof LOADERS | null {
  switch (route.page) {
    case 'table':
    case 'people':
    case 'view-as':
    case 'talk':
    case 'astray':
    case 'canvas':
    case 'history':
      return 'place'
    case 'lost':
      return null
    default:
      return route.page
  }
}

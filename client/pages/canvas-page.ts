import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { clientKindOf } from '../kinds/index.ts'
import { documentTitle } from '../ledger/views.ts'
import { go, path } from '../room/navigate.ts'
import type { CanvasRoom, ClientKind, KindElement, PartnershipSession } from '../room/types.ts'
import { lowData } from '../sync/low-data.ts'
import { provideActs } from '../ui/acts.ts'
import { TrElement } from '../ui/element.ts'
import { icon } from '../ui/icon.ts'
import { noticePage } from './notice-page.ts'

/** With a line and still no code: the server has been renewed, and the names of its parts with it. */
function renewed(): TemplateResult {
  return html`<div class="loading">
    <p role="alert">${msg('This part of the page did not come: the server may have been renewed meanwhile. What you wrote is kept.')}</p>
    <button class="btn primary" type="button" @click=${() => location.reload()}>${msg('Load again')}</button>
  </div>`
}

/** How long until a chunk that did not come is asked for again, in milliseconds. */
const LOAD_AGAIN = 2_000

const PHONE = '(max-width: 40rem)'

/** One canvas: loads its kind's element, gives it session, room, view and row, and says what keeps it from being edited. */
@customElement('tr-canvas-page')
export class CanvasPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room: CanvasRoom | null = null
  @property({ attribute: false }) document = ''
  @property({ attribute: false }) row: string | null = null
  @state() private element: KindElement | null = null
  @state() private missing = false
  #fetching = false
  #loading: string | null = null
  readonly #phone = window.matchMedia?.(PHONE)

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'canvas-history',
        label: msg('History of this canvas'),
        words: msg('versions earlier restore compare'),
        icon: 'history',
        keys: 'H',
        run: () => go(path.history(this.session.id, this.document)),
      },
    ])
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#phone?.addEventListener('change', this.#again)
  }

  override disconnectedCallback(): void {
    this.#phone?.removeEventListener('change', this.#again)
    super.disconnectedCallback()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.watch(this.session, this.room, lowData)
    if (changed.has('room') && this.#loading !== this.room?.document) {
      this.element = null
      this.#loading = this.room?.document ?? null
    }
    const kind = this.#kind()
    // Its code and its words come side by side.
    if (kind && this.room && !this.element && this.#mayLoad()) void this.#load(kind, this.room)
    if (this.element && this.room) this.#feed(this.element, this.room)
  }

  protected override render() {
    const { room, session } = this
    const info = session.ledger.documents.get(this.document)
    if (!info || !room) {
      return noticePage({
        head: false,
        heading: msg('This canvas is not here'),
        words: msg('It may have been removed, or it is not for you to see. Go back to the table and choose another.'),
        act: { label: msg('To the table'), href: path.table(session.id) },
      })
    }
    if (!this.#kind()) {
      return noticePage({
        head: false,
        heading: documentTitle(session, info),
        words: msg(
          'This canvas needs a newer version of Trestle. It is left as it is. Reload the page, or ask who runs this server.',
        ),
        act: { label: msg('Reload'), run: () => location.reload() },
      })
    }
    return html`${this.#note(info.archived)}${room.loaded && this.element ? this.element : this.#opening()}`
  }

  #kind(): ClientKind | null {
    const info = this.session.ledger.documents.get(this.document)
    return info ? clientKindOf(info.kind) : null
  }

  #opening(): TemplateResult {
    const offline = this.room?.saved.type === 'offline'
    if (this.missing && !offline && this.session.online) return renewed()
    return html`<div class="loading">
      <p class="muted" role="status">${
        offline || this.missing
          ? msg('There is no line, and this device has no copy of this canvas yet. It opens when the line is back.')
          : msg('Opening the canvas')
      }</p>
      ${offline || this.missing ? nothing : html`<progress aria-label=${msg('Opening the canvas')}></progress>`}
    </div>`
  }

  #note(archived: boolean): TemplateResult | typeof nothing {
    const words = archived
      ? msg('This canvas is archived: it can be read, not changed. A broker can restore it.')
      : this.session.me.role === 'observer'
        ? msg('You read along: observers change nothing. Ask the broker if you need to write.')
        : ''
    return words === '' ? nothing : html`<p class="canvas-note">${icon('eye')}<span>${words}</span></p>`
  }

  /** One try at a time; a chunk that did not come is asked for again once there is a line. */
  #mayLoad(): boolean {
    return !this.#fetching && (!this.missing || this.session.online)
  }

  async #load(kind: ClientKind, room: CanvasRoom): Promise<void> {
    this.#fetching = true
    try {
      await kind.load()
      this.missing = false
    } catch {
      // The line went before this kind's chunk had come: said on the page, and tried again.
      this.missing = true
    }
    this.#fetching = false
    if (this.missing) {
      setTimeout(this.#again, LOAD_AGAIN)
      return
    }
    if (this.room !== room) this.requestUpdate()
    if (this.room !== room || this.element) return
    const element = document.createElement(kind.tag) as KindElement
    this.#feed(element, room)
    this.element = element
  }

  #feed(element: KindElement, room: CanvasRoom): void {
    element.session = this.session
    element.room = room
    element.row = this.row
    element.view = this.#view()
  }

  /** As the address says; without a word there, phones and thin lines start with what the kind has for them. */
  #view(): KindElement['view'] {
    const asked = new URLSearchParams(location.search).get('view')
    if (asked === 'canvas' || asked === 'outline') return asked
    return this.#phone?.matches || lowData.on() ? (this.#kind()?.onPhones ?? 'outline') : 'canvas'
  }

  readonly #again = (): void => this.requestUpdate()
}

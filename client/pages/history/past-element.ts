import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type * as Y from 'yjs'
import { clientKindOf } from '../../kinds/index.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, ClientKind, KindElement, PartnershipSession } from '../../room/types.ts'
import { lowData } from '../../sync/low-data.ts'
import { lendOutbox } from '../../talk/outbox.ts'
import { TrElement } from '../../ui/element.ts'
import { PastRoom } from './past-room.ts'
import { PastSession } from './past-session.ts'

const PHONE = '(max-width: 40rem)'

/**
 * A canvas as it was at a moment, in the kind's own views, canvas or outline. What leads within the canvas stays within
 * the moment. `doc` is its document at that time.
 */
@customElement('tr-past')
export class PastElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property({ attribute: false }) doc!: Y.Doc
  @property({ type: Number }) at = 0
  @state() private element: KindElement | null = null
  @state() private missing = false
  @state() private view: KindElement['view'] | null = null
  @state() private row: string | null = null
  #past: PastRoom | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('click', this.#within, true)
  }

  override disconnectedCallback(): void {
    this.removeEventListener('click', this.#within, true)
    super.disconnectedCallback()
    this.element = null
    this.#past?.end()
    this.#past = null
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('doc') || this.#past === null) void this.#open()
    if (this.element) this.#feed(this.element)
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.missing) {
      return html`<div class="loading"><p role="alert">${msg('This part of the page did not come. Load it again when the line is back.')}</p>
        <button class="btn" type="button" @click=${() => void this.#open()}>${msg('Load again')}</button></div>`
    }
    return html`${this.element ?? nothing}`
  }

  async #open(): Promise<void> {
    this.#past?.end()
    this.element = null
    this.missing = false
    const past = new PastRoom(this.room, this.doc, this.at)
    this.#past = past
    const kind = clientKindOf(this.room.kind)
    if (!kind) return
    try {
      await kind.load()
    } catch {
      // Said on the page, with a way to try again.
      this.missing = true
      return
    }
    if (this.#past !== past) return
    const session = new PastSession(this.session, this.at)
    lendOutbox(this.session, session)
    const element = document.createElement(kind.tag) as KindElement
    element.session = session
    element.room = past
    this.view ??= asked(kind)
    this.#feed(element)
    this.element = element
  }

  #feed(element: KindElement): void {
    element.row = this.row
    element.view = this.view ?? 'canvas'
  }

  // A clause, a draft or the twin of the canvas: the way to it leads within this moment, never to the canvas of now.
  readonly #within = (event: MouseEvent): void => {
    const link = (event.target as Element).closest?.('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    const url = new URL(link.href, location.href)
    const canvas = path.canvas(this.session.id, this.room.document)
    if (url.origin !== location.origin || !url.pathname.startsWith(canvas)) return
    event.preventDefault()
    event.stopPropagation()
    const view = url.searchParams.get('view')
    if (view === 'canvas' || view === 'outline') this.view = view
    this.row = decodeURIComponent(url.pathname.slice(canvas.length + 1)) || null
  }
}

function asked(kind: ClientKind): KindElement['view'] {
  const view = new URLSearchParams(location.search).get('view')
  if (view === 'canvas' || view === 'outline') return view
  return window.matchMedia?.(PHONE).matches || lowData.on() ? (kind.onPhones ?? 'outline') : 'canvas'
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-past': PastElement
  }
}

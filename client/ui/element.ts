import { LOCALE_STATUS_EVENT, type LocaleStatusEventDetail } from '@lit/localize'
import { LitElement } from 'lit'

/** Something that tells when it changed; the answer of `subscribe` unsubscribes. */
export type Watched = { subscribe(listener: () => void): () => void }

/**
 * Base of every element: renders into light DOM, so that labels, print, find-in-page and editors work across elements, and
 * renders again when the language changes or when something it watches does.
 */
export class TrElement extends LitElement {
  #watched: readonly Watched[] = []
  #unsubscribes: (() => void)[] = []

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener(LOCALE_STATUS_EVENT, this.#onLocale)
    this.#subscribe()
  }

  override disconnectedCallback(): void {
    window.removeEventListener(LOCALE_STATUS_EVENT, this.#onLocale)
    this.#unsubscribe()
    super.disconnectedCallback()
  }

  /** Renders again whenever one of these changes, while connected. A later call replaces the list; `undefined` is skipped. */
  protected watch(...watched: (Watched | null | undefined)[]): void {
    const next = watched.filter(one => one !== null && one !== undefined)
    if (next.length === this.#watched.length && next.every((one, at) => one === this.#watched[at])) return
    this.#watched = next
    this.#unsubscribe()
    if (this.isConnected) this.#subscribe()
  }

  readonly #update = (): void => this.requestUpdate()

  readonly #onLocale = (event: CustomEvent<LocaleStatusEventDetail>): void => {
    if (event.detail.status === 'ready') this.requestUpdate()
  }

  #subscribe(): void {
    this.#unsubscribe()
    this.#unsubscribes = this.#watched.map(one => one.subscribe(this.#update))
  }

  #unsubscribe(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe()
    this.#unsubscribes = []
  }
}

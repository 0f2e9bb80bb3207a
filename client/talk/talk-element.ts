import './talk.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { LetterRange } from '../../shared/model/prose-range.ts'
import { counted } from '../i18n/counts.ts'
import type { PartnershipSession } from '../room/types.ts'
import { announce } from '../ui/announce.ts'
import { TrElement } from '../ui/element.ts'
import { icon } from '../ui/icon.ts'
import { addressWatch, askedThread } from './asked-thread.ts'
import type { Said } from './composer-element.ts'
import './composer-element.ts'
import { outboxOf } from './outbox.ts'
import { readMarksOf } from './read-marks.ts'
import './thread-element.ts'
import { type ThreadView, threadViews } from './thread-views.ts'

/** Words that a new thread is about. */
export type Quoted = { range: LetterRange; quote: string }

/**
 * The comments on one row of a canvas (`about`), or on the whole of it (null): its threads, a place to begin one, and the
 * resolved ones behind a button. `adrift` names threads whose words were removed. `of` says what they are about, for labels.
 */
@customElement('tr-talk')
export class TalkElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property() document = ''
  @property({ attribute: false }) about: string | null = null
  @property() of = ''
  @property({ attribute: false }) adrift: ReadonlySet<string> = new Set()
  /** A heading to stand above; none in a margin, where the label of the region says it. */
  @property() heading = ''
  /** What words the reader has selected, asked when they begin a comment. */
  @property({ attribute: false }) selected: (() => Quoted | null) | null = null
  @state() private opened: ReadonlySet<string> = new Set()
  @state() private composing: { quoted: Quoted | null } | null = null
  @state() private showResolved = false
  #asked: string | null = null
  #pressed: Quoted | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('about') || changed.has('document')) {
      this.opened = new Set()
      this.composing = null
    }
    this.watch(this.session, outboxOf(this.session), readMarksOf(this.session), addressWatch)
    this.#followAddress()
  }

  /** Opens a place to write in, about these words or about the row as a whole. */
  async compose(quoted: Quoted | null = null): Promise<void> {
    if (!this.#writes()) return
    this.composing = { quoted }
    await this.updateComplete
    await this.querySelector<HTMLElementTagNameMap['tr-composer']>('.new-thread tr-composer')?.focusField()
  }

  /** Opens a thread and moves the focus there. False when it is not one of these. */
  async openThread(id: string): Promise<boolean> {
    const thread = this.#threads().find(one => one.id === id)
    if (!thread) return false
    this.#open(id, true)
    if (thread.resolved) this.showResolved = true
    await this.updateComplete
    const element = this.querySelector<HTMLElementTagNameMap['tr-thread']>(`tr-thread[data-thread="${id}"]`)
    await element?.updateComplete
    element?.focusThread()
    return true
  }

  protected override render(): TemplateResult | typeof nothing {
    const threads = this.#threads()
    const writes = this.#writes()
    if (threads.length === 0 && !writes && this.heading === '') return nothing
    const open = threads.filter(thread => thread.resolved === null)
    const resolved = threads.filter(thread => thread.resolved !== null)
    const label = this.of === '' ? msg('Comments') : msg(str`Comments on ${this.of}`)
    return html`<section class="talk stack tight" aria-label=${label}>
      ${this.heading ? html`<h2>${this.heading}</h2>` : nothing}
      ${threads.length === 0 && this.heading && !this.composing ? html`<p class="sm muted">${msg('Nothing has been said here yet.')}</p>` : nothing}
      ${this.#list(open, writes)}
      ${resolved.length > 0 ? this.#resolvedButton(resolved.length) : nothing}
      ${this.showResolved ? this.#list(resolved, writes) : nothing}
      ${writes ? this.#begin(label) : nothing}
    </section>`
  }

  #list(threads: readonly ThreadView[], writes: boolean) {
    return repeat(
      threads,
      thread => thread.id,
      thread => html`<tr-thread
        data-thread=${thread.id} .session=${this.session} .thread=${thread} .writes=${writes}
        .open=${this.opened.has(thread.id)} .adrift=${this.adrift.has(thread.id)}
        @toggle=${() => this.#open(thread.id, !this.opened.has(thread.id))}
      ></tr-thread>`,
    )
  }

  #resolvedButton(n: number): TemplateResult {
    const threads = counted('resolvedThread', n)
    return html`<div><button
      class="btn dense quiet" type="button" aria-expanded=${this.showResolved ? 'true' : 'false'}
      @click=${() => (this.showResolved = !this.showResolved)}
    >${icon('circle-check')}${threads}</button></div>`
  }

  #begin(label: string): TemplateResult {
    if (!this.composing) {
      return html`<div class="talk-begin"><button
        class="btn dense quiet" type="button" @pointerdown=${this.#press} @click=${this.#click}
      >${icon('message-square')}${msg('Comment')}${this.of === '' ? nothing : html`<span class="vh"> (${this.of})</span>`}</button></div>`
    }
    const { quoted } = this.composing
    return html`<div class="new-thread stack tight">
      ${
        quoted
          ? html`<p class="about-words sm row tight"><q class="words" dir="auto">${quoted.quote}</q>
              <button class="btn dense quiet icon" type="button" aria-label=${msg('Not on these words but on all of it')} @click=${() => (this.composing = { quoted: null })}>${icon('x')}</button></p>`
          : nothing
      }
      <tr-composer
        .session=${this.session} .document=${this.document} .label=${label} .act=${msg('Comment')} .offline=${!this.session.online}
        @said=${(event: CustomEvent<Said>) => this.#say(event.detail)} @leave=${this.#leave}
      ></tr-composer>
    </div>`
  }

  // A press on the button takes the selection away before the click: what was selected is noted first.
  readonly #press = (): void => {
    this.#pressed = this.selected?.() ?? null
  }

  readonly #click = (): void => {
    const quoted = this.#pressed ?? this.selected?.() ?? null
    this.#pressed = null
    void this.compose(quoted)
  }

  #say({ words, mentions }: Said): void {
    const { document, about } = this
    const { range = null, quote = null } = this.composing?.quoted ?? {}
    const id = outboxOf(this.session).add({ type: 'comment.add', document, about, range, quote, words, mentions })
    this.composing = null
    announce(this.session.online ? msg('Sent') : msg('Kept here until the line is back'))
    void this.openThread(id)
  }

  readonly #leave = async (): Promise<void> => {
    this.composing = null
    await this.updateComplete
    this.querySelector<HTMLElement>('.talk-begin button')?.focus()
  }

  #open(id: string, open: boolean): void {
    const opened = new Set(this.opened)
    if (open) opened.add(id)
    else opened.delete(id)
    this.opened = opened
  }

  /** Follows `?thread=` once for each time that the address comes to name it. */
  #followAddress(): void {
    const asked = askedThread()
    if (asked === this.#asked) return
    if (asked === null) this.#asked = null
    else if (this.#threads().some(thread => thread.id === asked)) {
      this.#asked = asked
      void this.updateComplete.then(() => this.openThread(asked))
    }
  }

  #threads(): ThreadView[] {
    const { session } = this
    const reader = { session, outbox: outboxOf(session), marks: readMarksOf(session) }
    return threadViews(reader, this.document, this.about)
  }

  #writes(): boolean {
    const { session, document } = this
    return session.wouldRefuse({ type: 'comment.add', document, words: '.' }) === null
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-talk': TalkElement
  }
}

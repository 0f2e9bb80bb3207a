import './talk-page.css'
import { msg } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { mayWrite } from '../../../shared/access/roles.ts'
import type { DocumentInfo } from '../../../shared/ledger/state.ts'
import { documents, documentTitle } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { outboxOf } from '../../talk/outbox.ts'
import { readMarksOf } from '../../talk/read-marks.ts'
import { rowTitle } from '../../talk/row-title.ts'
import '../../talk/thread-element.ts'
import '../../talk/talk.css'
import { type ThreadView, threadViews } from '../../talk/thread-views.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'

type Filter = 'open' | 'mine' | 'for-me' | 'resolved'

const FILTERS: readonly Filter[] = ['open', 'mine', 'for-me', 'resolved']

/** Everything that is talked about in a partnership, by canvas: what turns to its reader first, then what they wrote in. */
@customElement('tr-talk-page')
export class TalkPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private filter: Filter = 'open'
  @state() private opened: ReadonlySet<string> = new Set()
  readonly #rooms = new Map<string, CanvasRoom>()

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#closeRooms()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.#closeRooms()
    for (const info of documents(this.session)) {
      if (!this.#rooms.has(info.id) && this.#threads(info).length > 0)
        this.#rooms.set(info.id, this.session.open(info.id))
    }
    this.watch(this.session, outboxOf(this.session), readMarksOf(this.session), ...this.#rooms.values())
  }

  protected override render(): TemplateResult {
    const all = documents(this.session).map(info => ({ info, threads: this.#threads(info) }))
    const shown = all
      .map(({ info, threads }) => ({ info, threads: threads.filter(one => fits(one, this.filter)).sort(mineFirst) }))
      .filter(({ threads }) => threads.length > 0)
    const every = all.flatMap(({ threads }) => threads)
    return html`<div class="page stack talk-page">
      <div class="stack tight">
        <h1>${msg('Talk')}</h1>
        <p class="muted">${msg('What is said about the canvases, by all who may write on them. It settles nothing.')}</p>
      </div>
      <div class="row tight" role="group" aria-label=${msg('Show')}>
        ${FILTERS.map(
          filter => html`<button
            class="btn dense" type="button" aria-pressed=${filter === this.filter ? 'true' : 'false'} @click=${() => (this.filter = filter)}
          >${filterWord(filter)} <span class="num">${formatNumber(every.filter(one => fits(one, filter)).length)}</span></button>`,
        )}
      </div>
      ${
        shown.length === 0
          ? emptyState({
              words:
                every.length === 0
                  ? msg(
                      'Nobody has said anything yet. Open a canvas, choose a clause or a stakeholder, and comment on it.',
                    )
                  : msg('Nothing here. Choose another list above.'),
            })
          : shown.map(({ info, threads }) => this.#canvas(info, threads))
      }
    </div>`
  }

  #canvas(info: DocumentInfo, threads: readonly ThreadView[]): TemplateResult {
    return html`<section class="stack" aria-labelledby="talk-${info.id}">
      <h2 id="talk-${info.id}" dir="auto">${documentTitle(this.session, info)} <span class="muted num">${formatNumber(threads.length)}</span></h2>
      <ul class="stack talk-list">
        ${repeat(
          threads,
          thread => thread.id,
          thread => html`<li class="stack tight">${this.#place(info, thread)}${this.#thread(info, thread)}</li>`,
        )}
      </ul>
    </section>`
  }

  #place(info: DocumentInfo, thread: ThreadView): TemplateResult {
    const { session } = this
    const href = path.thread(session.id, info.id, thread.about, thread.id)
    const row = thread.about === null ? '' : rowTitle(session, this.#rooms.get(info.id) ?? null, thread.about)
    const words = row || documentTitle(session, info)
    return html`<p class="row tight sm">
      <a class="words" href=${href}><span class="vh">${msg('Read it on the canvas:')} </span><bdi>${words}</bdi></a>
      ${thread.forMe ? html`<span class="tag">${icon('message-square')}${msg('Mentions you')}</span>` : nothing}
    </p>`
  }

  #thread(info: DocumentInfo, thread: ThreadView): TemplateResult {
    const open = this.opened.has(thread.id)
    return html`<tr-thread
      .session=${this.session} .thread=${thread} .open=${open} .writes=${mayWrite(this.session.me, info.boundary)}
      @toggle=${() => this.#open(thread.id, !open)}
    ></tr-thread>`
  }

  #threads(info: DocumentInfo): ThreadView[] {
    const { session } = this
    return threadViews({ session, outbox: outboxOf(session), marks: readMarksOf(session) }, info.id)
  }

  #open(id: string, open: boolean): void {
    const opened = new Set(this.opened)
    if (open) opened.add(id)
    else opened.delete(id)
    this.opened = opened
  }

  #closeRooms(): void {
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
  }
}

function fits(thread: ThreadView, filter: Filter): boolean {
  if (filter === 'resolved') return thread.resolved !== null
  if (thread.resolved !== null) return false
  return filter === 'open' || (filter === 'mine' ? thread.mine : thread.forMe)
}

/** What turns to the reader, then what they wrote in, then the rest; the latest word first within each. */
function mineFirst(a: ThreadView, b: ThreadView): number {
  const rank = (thread: ThreadView): number => (thread.forMe ? 0 : thread.mine ? 1 : 2)
  return rank(a) - rank(b) || b.lastAt - a.lastAt
}

function filterWord(filter: Filter): string {
  switch (filter) {
    case 'open':
      return msg('Open', { id: 'talk.open' })
    case 'mine':
      return msg('Mine')
    case 'for-me':
      return msg('Mention me')
    case 'resolved':
      return msg('Resolved', { id: 'talk.resolved' })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-talk-page': TalkPageElement
  }
}

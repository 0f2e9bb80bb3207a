import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import * as Y from 'yjs'
import type { RowChange } from '../../../shared/history/compare.ts'
import type { NamedVersion } from '../../../shared/history/moments.ts'
import { partKey } from '../../../shared/history/rows.ts'
import { counted } from '../../i18n/counts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import type { Problem } from '../../sync/api.ts'
import { announce } from '../../ui/announce.ts'
import { TrElement } from '../../ui/element.ts'
import { selectField } from '../../ui/field.ts'
import { icon } from '../../ui/icon.ts'
import './changes-element.ts'
import type { HistoryApi } from './history-api.ts'
import { askRestore } from './ask-restore.ts'
import './past-element.ts'
import type { HistoryPlace } from './place-in-history.ts'

/** Another point that can be compared with, as the choice shows it. */
export type Other = { point: number; label: string }

/**
 * One point of a canvas's history: the canvas as it was in its own views, or what differs between it and now or another
 * point, with the acts that name and restore it. Emits `go` with the place that the reader asks for, `name` and `restored`.
 */
@customElement('tr-history-point')
export class HistoryPointElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property({ attribute: false }) history!: HistoryApi
  @property({ attribute: false }) place!: HistoryPlace & { at: number }
  /** The point at which the canvas stands now. */
  @property({ type: Number }) latest = 0
  /** When the point was, in words and in milliseconds since 1970. */
  @property({ attribute: false }) when = ''
  @property({ type: Number }) at = 0
  @property({ attribute: false }) name: NamedVersion | null = null
  @property({ attribute: false }) others: readonly Other[] = []
  @property({ attribute: false }) writes = false
  @state() private doc: Y.Doc | null = null
  @state() private changes: readonly RowChange[] | null = null
  @state() private chosen: ReadonlySet<string> = new Set()
  @state() private problem: Problem | null = null
  #asked = ''
  #online = true
  #turn = 0

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#turn++
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.watch(this.session)
    const { place, latest } = this
    const key = `${place.at} ${place.show} ${place.show === 'changes' ? (place.against ?? latest) : ''}`
    const back = this.session.online && !this.#online && this.problem?.code === 'offline'
    this.#online = this.session.online
    if (key === this.#asked && !back) return
    if (changed.has('place') && changed.get('place')?.at !== place.at) {
      this.doc = null
      this.chosen = new Set()
    }
    this.#asked = key
    void this.#load()
  }

  protected override render(): TemplateResult {
    const { place, name } = this
    const now = place.at === this.latest
    return html`<section class="point stack" aria-labelledby="point-h">
      <header class="stack tight">
        <p class="history-back"><a class="btn dense quiet" href=${location.pathname}>${icon('chevron-left', { flip: true })}${msg('All moments')}</a></p>
        <h2 id="point-h" tabindex="-1">${name ? html`<bdi class="words">${name.name}</bdi> <span class="muted sm">${this.when}</span>` : this.when}</h2>
        <div class="row tight point-acts">
          ${this.writes && !now ? html`<button class="btn primary" type="button" @click=${() => void this.#restoreAll()}>${icon('rotate-ccw', { flip: true })}${msg('Put all of it back')}</button>` : nothing}
          ${this.writes ? html`<button class="btn" type="button" @click=${() => this.dispatchEvent(new Event('name'))}>${icon('tag')}${name ? msg('Rename this version') : msg('Name this version')}</button>` : nothing}
        </div>
        <div class="views point-views" role="group" aria-label=${msg('What to look at')}>
          ${this.#viewButton('canvas', msg('As it was'))} ${this.#viewButton('changes', msg('What differs'))}
        </div>
      </header>
      ${this.problem ? this.#problem(this.problem) : place.show === 'changes' ? this.#compared() : this.#past(now)}
    </section>`
  }

  #viewButton(show: HistoryPlace['show'], label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.place.show === show ? 'true' : 'false'} @click=${() => this.#go({ ...this.place, show })}>${label}</button>`
  }

  #past(now: boolean): TemplateResult {
    if (!this.doc) return waiting()
    return html`<div><p class="canvas-note past-note">${icon('history')}<span>${
      now
        ? msg('This is the canvas as it is now, to be read.')
        : msg(
            'You see the canvas as it was. It can be read, not changed; ratings, assents and decisions are those of that time.',
          )
    }</span></p>
      <div class="past-frame"><tr-past .session=${this.session} .room=${this.room} .doc=${this.doc} .at=${this.at}></tr-past></div></div>`
  }

  #compared(): TemplateResult {
    const { place, others, changes, chosen } = this
    const choosing = this.writes && place.against === null && place.at !== this.latest
    return html`${selectField({
      id: 'history-with',
      label: msg('Compare with'),
      value: place.against === null ? 'now' : String(place.against),
      options: [
        { value: 'now', label: msg('The canvas as it is now') },
        ...others.filter(one => one.point !== place.at).map(one => ({ value: String(one.point), label: one.label })),
      ],
      onInput: value => this.#go({ ...place, against: value === 'now' ? null : Number(value) }),
    })}
    ${
      changes === null
        ? waiting()
        : html`<p class="strong" role="status">${changes.length === 0 ? '' : counted('part', changes.length)}</p>
          <tr-history-changes
            .session=${this.session} .kind=${this.room.kind} .docs=${[this.room.doc, ...(this.doc ? [this.doc] : [])]} .changes=${changes}
            .chosen=${choosing ? chosen : null} @choose=${(event: CustomEvent<ReadonlySet<string>>) => (this.chosen = event.detail)}
          ></tr-history-changes>
          ${choosing && changes.length > 0 ? this.#restoreChosen(changes) : nothing}`
    }`
  }

  #restoreChosen(changes: readonly RowChange[]): TemplateResult {
    const parts = changes.filter(change => this.chosen.has(partKey(change)))
    const count = counted('part', parts.length)
    return html`<div class="row tight restore-bar ${parts.length > 0 ? 'is-ready' : ''}">
      <button class="btn primary" type="button" ?disabled=${parts.length === 0} aria-describedby="restore-how" @click=${() => void this.#restore(parts)}>${icon('rotate-ccw', { flip: true })}${
        parts.length === 0 ? msg('Put back what I chose') : msg(str`Put back: ${count}`)
      }</button>
      <span class="sm muted" id="restore-how">${parts.length === 0 ? msg('Choose parts above to put them back as they were.') : nothing}</span>
    </div>`
  }

  #problem(problem: Problem): TemplateResult {
    return html`<div class="empty"><p role="alert">${
      problem.code === 'offline' && !this.session.online
        ? msg('There is no line, and this moment has not been read here yet. It comes when the line is back.')
        : refusalWords(problem)
    }</p><button class="btn" type="button" @click=${() => void this.#load()}>${msg('Try again')}</button></div>`
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn
    const { place, history } = this
    this.problem = null
    const needsDoc = this.doc === null
    if (place.show === 'changes') this.changes = null
    const [state, compared] = await Promise.all([
      needsDoc ? history.state(place.at) : null,
      place.show === 'changes' ? compareWith(history, place.at, place.against) : null,
    ])
    if (turn !== this.#turn) return
    if (state?.ok) {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, state.value)
      this.doc = doc
    } else if (state) this.problem = state.refusal
    if (compared?.ok) {
      this.changes = compared.value.changes
      const keys = new Set(compared.value.changes.map(partKey))
      this.chosen = new Set([...this.chosen].filter(key => keys.has(key)))
      announce(
        compared.value.changes.length === 0 ? msg('Nothing differs between the two.') : counted('part', keys.size),
      )
    } else if (compared) this.problem = compared.refusal
  }

  async #restoreAll(): Promise<void> {
    const compared = await this.history.compare(this.place.at, null)
    if (compared.ok) await this.#ask(compared.value.changes, null)
    else this.problem = compared.refusal
  }

  #restore(parts: readonly RowChange[]): Promise<void> {
    return this.#ask(parts, parts)
  }

  async #ask(changes: readonly RowChange[], parts: readonly RowChange[] | null): Promise<void> {
    const { session, room, history, place, when } = this
    const done = () => this.dispatchEvent(new Event('restored'))
    const docs = [room.doc, ...(this.doc ? [this.doc] : [])]
    const went = await askRestore({ session, history, done }, { room, docs, point: place.at, when, changes, parts })
    if (went) this.chosen = new Set()
  }

  #go(place: HistoryPlace): void {
    this.dispatchEvent(new CustomEvent<HistoryPlace>('go', { detail: place }))
  }
}

/** Forward in time, whichever of the two is open. */
function compareWith(history: HistoryApi, at: number, against: number | null): ReturnType<HistoryApi['compare']> {
  if (against === null) return history.compare(at, null)
  return history.compare(Math.min(at, against), Math.max(at, against))
}

function waiting(): TemplateResult {
  return html`<div class="loading history-wait"><p class="muted" role="status">${msg('Reading the past')}</p><progress aria-label=${msg('Reading the past')}></progress></div>`
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-history-point': HistoryPointElement
  }
}

import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { historyLink } from '../../ledger/history-link.ts'
import { originNote } from '../../ledger/origin-note.ts'
import '../../talk/talk-element.ts'
import { provideActs } from '../../ui/acts.ts'
import { TrElement } from '../../ui/element.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import '../../ui/menu.ts'
import { logAddress } from './addresses.ts'
import { logEntries, type LogEntry } from './log-entries.ts'
import { logExportActs, logExports, shownSentence } from './log-export.ts'
import { logFilters } from './log-filters.ts'
import { ask, type LogQuery, readQuery, writeQuery } from './log-query.ts'
import { logTable } from './log-table.ts'
import { logTimeline } from './log-timeline.ts'
import { startDraft } from './start-draft.ts'
import { watchDoc } from './watch-doc.ts'

/** The whole log: search, filters, and the decisions as a timeline or as a table. What is asked for lives in the URL. */
@customElement('tr-log-page')
export class LogPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() view: 'canvas' | 'outline' = 'canvas'
  @state() query: LogQuery = readQuery(location.search)
  @state() filtersShown = false

  readonly #onPop = () => {
    this.query = readQuery(location.search)
  }

  constructor() {
    super()
    provideActs(this, () => {
      const entries = logEntries(this.session, this.room, Date.now())
      return entries.length === 0
        ? []
        : logExportActs(logExports(this.session, entries, ask(entries, this.query), this.query))
    })
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('popstate', this.#onPop)
  }

  override disconnectedCallback(): void {
    window.removeEventListener('popstate', this.#onPop)
    super.disconnectedCallback()
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session') || changed.has('room')) this.watch(this.session, this.room, watchDoc(this.room.doc))
    super.willUpdate(changed)
  }

  override render(): TemplateResult {
    const entries = logEntries(this.session, this.room, Date.now())
    const shown = ask(entries, this.query)
    const { session, room } = this
    return html`<div class="page stack log-page">
      <div class="row apart">
        <div>
          <h1>${msg('What we have decided')}</h1>
          ${this.#counts(entries)}
        </div>
        <div class="row tight">
        ${historyLink(session, room.document)}
        ${entries.length > 0 ? html`<tr-menu .label=${msg('Take the log with you')} .text=${msg('Save or print')} .items=${logExports(session, entries, shown, this.query)}></tr-menu>` : nothing}
        ${
          room.canEdit && entries.length > 0
            ? html`<button class="btn primary" type="button" @click=${() => startDraft(session, room)}>${icon('plus')} ${msg('Draft a proposal')}</button>`
            : nothing
        }
        </div>
      </div>
      ${entries.length === 0 ? this.#empty() : this.#log(entries, shown)}
      <tr-talk .session=${session} .document=${room.document} .heading=${msg('About the log as a whole')}></tr-talk>
    </div>`
  }

  #counts(entries: readonly LogEntry[]): TemplateResult {
    const count = (test: (entry: LogEntry) => boolean) => formatNumber(entries.filter(test).length)
    const decided = count(entry => entry.status !== 'open' && entry.status !== 'draft')
    const open = count(entry => entry.status === 'open')
    const drafts = count(entry => entry.status === 'draft')
    return html`<p class="muted log-counts">
        <span>${msg(str`Decided: ${decided}.`)}</span> <span>${msg(str`Open: ${open}.`)}</span> <span>${msg(str`In draft: ${drafts}.`)}</span>
        <span>${msg('Nobody can quietly change this list, the host included.')}</span>
      </p>
      <details class="sm muted">
        <summary>${msg('How to check it')}</summary>
        <p>${msg('Each entry carries the fingerprint of the one before it, so a change anywhere would show everywhere after. Export the partnership and run the verifier on the file; it needs no word from this server.')}</p>
        ${originNote(this.session)}
      </details>`
  }

  #empty(): TemplateResult {
    const { session, room } = this
    return emptyState({
      words: msg(
        'Nothing has been proposed yet. A good first one: how we meet, and in which languages the notes go out.',
      ),
      ...(room.canEdit && { act: { label: msg('Draft the first proposal'), run: () => startDraft(session, room) } }),
    })
  }

  #log(entries: readonly LogEntry[], shown: readonly LogEntry[]): TemplateResult {
    const asTable = this.query.tab === 'table' || this.view === 'outline'
    return html`<div class="log">
      ${logFilters({
        session: this.session,
        entries,
        query: this.query,
        shown: this.filtersShown,
        ask: query => this.#ask(query),
        toggle: () => (this.filtersShown = !this.filtersShown),
      })}
      <div>
        <p class="print-only">${shownSentence(this.session, entries, shown, this.query)}</p>
        ${this.view === 'outline' ? nothing : this.#tabs()}
        <div id="log-panel" role=${this.view === 'outline' ? 'region' : 'tabpanel'} aria-label=${msg('Decisions')} tabindex="-1">
          ${asTable ? logTable(this.session, this.room, shown) : logTimeline(this.session, this.room, shown, Date.now())}
        </div>
        <p class="sm muted log-foot" role="status">
          ${msg(str`Shown: ${formatNumber(shown.length)} of ${formatNumber(entries.length)}.`)}
          ${shown.length < entries.length ? html`<button class="btn quiet dense" type="button" @click=${() => this.#clear()}>${msg('Show all')}</button>` : nothing}
        </p>
      </div>
    </div>`
  }

  #tabs(): TemplateResult {
    const tab = (id: LogQuery['tab'], label: string) => html`<button
      role="tab" type="button" id=${`log-tab-${id}`} aria-controls="log-panel"
      aria-selected=${this.query.tab === id ? 'true' : 'false'} tabindex=${this.query.tab === id ? 0 : -1}
      @click=${() => this.#ask({ ...this.query, tab: id })}
    >${label}</button>`
    return html`<div class="tabs">
      <div role="tablist" class="row" aria-label=${msg('View')} @keydown=${this.#onTabKey}>
        ${tab('timeline', msg('Timeline'))} ${tab('table', msg('As a table'))}
      </div>
    </div>`
  }

  async #onTabKey(event: KeyboardEvent): Promise<void> {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return
    event.preventDefault()
    this.#ask({ ...this.query, tab: this.query.tab === 'table' ? 'timeline' : 'table' })
    await this.updateComplete
    this.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()
  }

  #clear(): void {
    this.#ask({ ...this.query, words: '', status: [], method: [], needs: [], party: null })
  }

  #ask(query: LogQuery): void {
    this.query = query
    const search = writeQuery(query, location.search)
    // Replaced, not pushed: each letter of a search is no place to go back to.
    history.replaceState(history.state, '', logAddress(this.session, this.room) + search + location.hash)
  }
}

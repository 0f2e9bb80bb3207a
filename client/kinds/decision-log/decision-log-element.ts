import './decision-log.css'
import './print.css'
import './decision-page.ts'
import './draft-page.ts'
import './log-page.ts'
import { msg } from '@lit/localize'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { cannotEditWords } from '../../ledger/edit-words.ts'
import { historyOf, undoActs } from '../../ledger/undo-acts.ts'
import { go } from '../../room/navigate.ts'
import type { CanvasRoom, KindElement, PartnershipSession } from '../../room/types.ts'
import { provideActs } from '../../ui/acts.ts'
import { TrElement } from '../../ui/element.ts'
import { nowhere } from '../../ui/focus.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { logAddress } from './addresses.ts'
import { startDraft } from './start-draft.ts'
import { watchDoc } from './watch-doc.ts'

/** The decision log: the whole log, or the page of the draft or proposal that the URL names. */
@customElement('tr-decision-log')
export class DecisionLogElement extends TrElement implements KindElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() view: 'canvas' | 'outline' = 'canvas'
  @property() row: string | null = null

  constructor() {
    super()
    provideActs(this, () => [
      {
        id: 'log-draft',
        label: msg('Draft a proposal'),
        icon: 'plus',
        keys: 'N',
        off: cannotEditWords(this.room),
        run: () => startDraft(this.session, this.room),
      },
      {
        id: 'log-all',
        label: msg('To the whole decision log'),
        icon: 'gavel',
        run: () => go(logAddress(this.session, this.room)),
      },
      ...undoActs(historyOf(this.room.undo)),
    ])
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session') || changed.has('room')) this.watch(this.session, this.room, watchDoc(this.room.doc))
    super.willUpdate(changed)
  }

  /** From the log to a proposal, or a draft that opens under its reader's hands: another page, and the focus goes to its heading. */
  override updated(changed: PropertyValues): void {
    super.updated(changed)
    const page = this.row === null ? 'log' : this.session.ledger.proposals.has(this.row) ? 'decision' : 'draft'
    const arrives = this.#shown === null && this.row !== null && nowhere()
    if (arrives || (this.#shown !== null && (page !== this.#shown || changed.has('row')))) void this.#focusQuestion()
    this.#shown = page
  }

  #shown: 'log' | 'draft' | 'decision' | null = null

  async #focusQuestion(): Promise<void> {
    const page = this.querySelector<TrElement>('tr-decision-page, tr-draft-page, tr-log-page')
    await page?.updateComplete
    // A new draft begins with its question, in the field where it is written.
    const question = page?.querySelector<HTMLElement>('.draft-title') ?? page?.querySelector<HTMLElement>('h1')
    if (question?.matches('h1')) question.setAttribute('tabindex', '-1')
    question?.focus()
  }

  override render(): TemplateResult {
    const { session, room, row, view } = this
    if (row === null) return html`<tr-log-page .session=${session} .room=${room} .view=${view}></tr-log-page>`
    if (session.ledger.proposals.has(row)) {
      return html`<tr-decision-page .session=${session} .room=${room} .row=${row} .view=${view}></tr-decision-page>`
    }
    if (proposalsOf(room.doc).get(row))
      return html`<tr-draft-page .session=${session} .room=${room} .row=${row}></tr-draft-page>`
    if (!room.loaded || !session.ready)
      return html`<div class="page"><p class="muted" role="status">${msg('Loading the decision log…')}</p></div>`
    return html`<div class="page">
      ${emptyState({ words: msg('There is no such proposal here. A draft may have been removed.') })}
      <p><a href=${logAddress(session, room)}>${msg('To the decision log')}</a></p>
    </div>`
  }
}

import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { proposalFragment, type ProposalRow, proposalsOf, TITLE_MAX } from '../../../shared/kinds/decision-log/model.ts'
import { historyLink } from '../../ledger/history-link.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { proseView } from '../../prose/prose-view.ts'
import { editorOr } from '../../prose/editor-here.ts'
import { go } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { announce } from '../../ui/announce.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { formatDateTime } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { toast } from '../../ui/toast.ts'
import { logAddress } from './addresses.ts'
import { openCommand, planOf } from './draft-plan.ts'
import { draftSettings } from './draft-settings.ts'
import { fingerprint, fingerprintText } from './fingerprint.ts'
import { peopleIn } from './people-in.ts'
import { statusTag } from './status-tag.ts'
import { talkAboutIt } from './talk-about-it.ts'
import { watchDoc } from './watch-doc.ts'

/** A draft: the sentence and its text, written together, the settings agreed on together, and the act that opens it. */
@customElement('tr-draft-page')
export class DraftPageElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() row = ''
  @state() problem: string | null = null
  @state() opening = false

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session') || changed.has('room')) this.watch(this.session, this.room, watchDoc(this.room.doc))
    super.willUpdate(changed)
  }

  override disconnectedCallback(): void {
    this.room.show({ at: null })
    super.disconnectedCallback()
  }

  override render(): TemplateResult | typeof nothing {
    const { session, room } = this
    const row = proposalsOf(room.doc).get(this.row)
    if (!row) return nothing
    return html`<div class="page decide draft-page">
      <div class="stack loose">
        <header class="stack tight">
          <p class="sm muted row"><a href=${logAddress(session, room)}>${msg('Decision log')}</a> ${statusTag('draft')} ${peopleIn(session, room, this.row)} ${historyLink(session, room.document)}</p>
          ${this.#title(row)}
        </header>
        <section class="stack tight" aria-labelledby="draft-text-h">
          <h2 id="draft-text-h">${msg('The text')}</h2>
          <p class="sm muted">${msg('Everyone at the table can write here at once. When it opens, these words are frozen.')}</p>
          <div class="frozen is-draft">${this.#text()}</div>
        </section>
        ${talkAboutIt(session, room.document, this.row)}
      </div>
      <aside class="stack loose" aria-label=${msg('How we will decide')}>
        ${draftSettings({ session, room, row, set: values => this.#set(values) })} ${this.#open(row)}
        ${room.canEdit ? html`<p><button class="btn quiet" type="button" @click=${() => this.#remove(row)}>${icon('trash-2')} ${msg('Remove this draft')}</button></p>` : nothing}
      </aside>
    </div>`
  }

  #title(row: ProposalRow): TemplateResult {
    if (!this.room.canEdit) return html`<h1 dir="auto">${row.title || msg('A draft without a title')}</h1>`
    return html`<h1 class="vh">${row.title || msg('A draft without a title')}</h1>
      <div class="field">
        <label for="draft-title">${msg('What are we deciding? One sentence or question')}</label>
        <textarea class="in words draft-title" id="draft-title" rows="2" dir="auto" maxlength=${TITLE_MAX} .value=${row.title}
          @focus=${() => this.room.show({ at: this.row })} @input=${(event: InputEvent) => this.#set({ title: (event.target as HTMLTextAreaElement).value })}
        ></textarea>
      </div>`
  }

  #text(): TemplateResult | typeof nothing {
    const words = proseView(this.room.doc, proposalFragment(this.row))
    if (!this.room.canEdit) return words
    const editor = () => html`<tr-prose-editor
      .room=${this.room} .fragment=${proposalFragment(this.row)} .label=${msg('Text of the proposal')}
      .placeholder=${msg('Who does what, from when, and when do we look at it again?')} .editable=${true}
    ></tr-prose-editor>`
    return editorOr(this, editor, words)
  }

  #open(row: ProposalRow): TemplateResult {
    const { session, room } = this
    const draft = draftOf(room.doc, row.id)
    const plan = planOf(row, session.ledger, Date.now())
    const refusal = draft && session.wouldRefuse(openCommand(room.document, row, draft, plan))
    const why = refusal ? refusalWords(refusal) : null
    return html`<section class="sheet stack" aria-labelledby="open-h">
      <h2 id="open-h">${msg('Open for decision')}</h2>
      <p class="sm">${msg(str`Closes ${formatDateTime(plan.settings.closesAt)}. From then on the words and these settings are fixed.`)}</p>
      ${onlyVoice(session) ? html`<p class="sm row tight">${icon('triangle-alert')}<span>${msg('Whoever opens a proposal takes no position in it, and you alone speak for your party. Let somebody else open it, or your party is not heard.')}</span></p>` : nothing}
      ${draft ? html`<p class="sm muted">${fingerprint(draft.hash)}</p>` : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${icon('triangle-alert')} ${this.problem}</p>` : nothing}
      <button class="btn primary wide" type="button" ?disabled=${this.opening || why !== null} aria-describedby=${why ? 'open-why' : nothing} @click=${this.#onOpen}>
        ${msg('Open for decision')}
      </button>
      ${why ? html`<p class="sm muted" id="open-why">${why}</p>` : nothing}
    </section>`
  }

  readonly #onOpen = async (): Promise<void> => {
    const { session, room } = this
    const row = proposalsOf(room.doc).get(this.row)
    const draft = row && draftOf(room.doc, row.id)
    if (!row || !draft) return
    // The command speaks of the words that were on the screen when the question was asked, whatever comes in meanwhile.
    const command = openCommand(room.document, row, draft, planOf(row, session.ledger, Date.now()))
    const print = fingerprintText(draft.hash)
    const closes = formatDateTime(command.settings.closesAt)
    const sure = await confirmAct({
      heading: msg('Open this for decision?'),
      body: msg(
        str`The words are frozen as they are now, with the fingerprint ${print}. The parties can take positions until ${closes}. A later change of words makes a new version, and everyone is asked again.`,
      ),
      act: msg('Open for decision'),
      cancel: msg('Keep drafting'),
    })
    if (!sure) return
    this.opening = true
    const result = await session.execute(command)
    this.opening = false
    if (result.ok) {
      this.problem = null
      announce(msg('Opened for decision.'))
      return
    }
    this.problem =
      result.refusal.code === 'text-changed'
        ? msg('Someone changed the words while you opened it. Read them again, then open it.')
        : refusalWords(result.refusal)
  }

  #set(values: Partial<Omit<ProposalRow, 'id'>>): void {
    this.room.transact(() => proposalsOf(this.room.doc).set(this.row, values))
  }

  #remove(row: ProposalRow): void {
    const { session, room } = this
    const { id, ...fields } = row
    room.transact(() => proposalsOf(room.doc).remove(id))
    go(logAddress(session, room))
    toast(msg('Draft removed.'), {
      act: {
        label: msg('Undo'),
        run: () => room.canEdit && room.transact(() => proposalsOf(room.doc).add(fields, id)),
      },
    })
  }
}

/** True for a representative whose party has no other: by rule 13 of the domain the opener takes no position. */
function onlyVoice({ me, ledger }: PartnershipSession): boolean {
  if (me.role !== 'representative') return false
  return ![...ledger.members.values()].some(
    one => one.id !== me.member && one.party === me.party && one.role === 'representative' && one.leftAt === null,
  )
}

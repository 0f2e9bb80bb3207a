import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { draftOf, type ProposalDraft } from '../../../shared/kinds/decision-log/draft.ts'
import { proposalFragment, proposalsOf, TITLE_MAX } from '../../../shared/kinds/decision-log/model.ts'
import { currentVersion } from '../../../shared/ledger/asks.ts'
import { isOpenObjection } from '../../../shared/ledger/objections.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { partyView } from '../../ledger/views.ts'
import { editorOr } from '../../prose/editor-here.ts'
import type { CanvasRoom, CommandBody, PartnershipSession } from '../../room/types.ts'
import { announce } from '../../ui/announce.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { diffView } from './diff-view.ts'
import { fingerprintText } from './fingerprint.ts'
import { peopleIn } from './people-in.ts'

/** New words for an open proposal: written in the canvas, compared with the frozen ones, then put to the parties as the next version. */
@customElement('tr-amend-panel')
export class AmendPanelElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) room!: CanvasRoom
  @property() row = ''
  @state() writing = false
  @state() change = ''
  @state() integrates: readonly string[] = []
  @state() problem: string | null = null
  @state() busy = false

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('session') || changed.has('room')) this.watch(this.session, this.room)
    super.willUpdate(changed)
  }

  override render(): TemplateResult | typeof nothing {
    const proposal = this.session.ledger.proposals.get(this.row)
    if (proposal?.status !== 'open') return nothing
    const draft = draftOf(this.room.doc, this.row)
    if (!draft) return nothing
    const version = currentVersion(proposal)
    const differs = draft.hash !== version.textHash
    const refusal = this.session.wouldRefuse(this.#command(proposal, draft, this.change.trim() || '…'))
    const mayAmend = this.room.canEdit && refusal?.code !== 'not-allowed'
    if (!mayAmend && !differs) return nothing
    return html`<section class="stack amend" aria-labelledby="amend-h">
      <h2 id="amend-h">${msg('New words')}</h2>
      ${differs ? this.#difference(proposal, draft) : html`<p class="sm muted">${msg('If the text needs to change, new words can be written here. Nothing changes for the parties until they are put to them as a new version.')}</p>`}
      ${mayAmend ? (this.writing ? this.#form(proposal, draft, differs, refusal ? refusalWords(refusal) : null) : this.#start(differs)) : nothing}
    </section>`
  }

  #start(differs: boolean): TemplateResult {
    return html`<p><button class="btn" type="button" @click=${() => (this.writing = true)}>${icon('pencil')} ${differs ? msg('Go on with the new words') : msg('Propose new words')}</button></p>`
  }

  #difference(proposal: Proposal, draft: ProposalDraft): TemplateResult {
    const version = currentVersion(proposal)
    const before = `${this.session.words(version.title)}\n\n${this.session.words(version.text)}`
    return html`<p class="sm muted">${msg('New words are being written. The frozen text above is what counts until they are put to the parties.')} ${peopleIn(this.session, this.room, this.row)}</p>
      ${diffView(before, `${draft.title}\n\n${draft.text}`)}`
  }

  #form(proposal: Proposal, draft: ProposalDraft, differs: boolean, refused: string | null): TemplateResult {
    const next = formatNumber(currentVersion(proposal).version + 1)
    const open = [...proposal.objections.values()].filter(isOpenObjection)
    const why = !differs
      ? msg('The words are still the same.')
      : this.change.trim() === ''
        ? msg('Say in one sentence what changed.')
        : refused
    return html`<div class="field">
        <label for="amend-title">${msg('What are we deciding? One sentence or question')}</label>
        <textarea class="in words" id="amend-title" rows="2" dir="auto" maxlength=${TITLE_MAX} .value=${proposalsOf(this.room.doc).get(this.row)?.title ?? ''}
          @focus=${() => this.room.show({ at: this.row })} @input=${(event: InputEvent) => this.#title((event.target as HTMLTextAreaElement).value)}></textarea>
      </div>
      <div class="frozen is-draft">
        ${editorOr(this, () => html`<tr-prose-editor .room=${this.room} .fragment=${proposalFragment(this.row)} .label=${msg('New words of the proposal')} .editable=${true}></tr-prose-editor>`)}
      </div>
      <div class="field">
        <label for="amend-change">${msg('What changes, in one sentence')}</label>
        <textarea class="in words" id="amend-change" rows="2" dir="auto" maxlength="1000" .value=${this.change}
          @input=${(event: InputEvent) => (this.change = (event.target as HTMLTextAreaElement).value)}></textarea>
      </div>
      ${
        open.length === 0
          ? nothing
          : html`<fieldset class="stack tight">
            <legend class="label">${msg('Objections that these words take in')}</legend>
            ${open.map(one => {
              const party = partyView(this.session, one.party)
              return html`<label class="check"><input type="checkbox" .checked=${this.integrates.includes(one.id)} @change=${() => this.#toggle(one.id)} /><span dir="auto">${msg(str`${party.short}: “${this.session.words(one.reason)}”`)}</span></label>`
            })}
            <p class="sm muted">${msg('The party that raised it says whether they do.')}</p>
          </fieldset>`
      }
      ${this.problem ? html`<p class="problem" role="alert">${icon('triangle-alert')} ${this.problem}</p>` : nothing}
      <p class="row">
        <button class="btn primary" type="button" ?disabled=${this.busy || why !== null} aria-describedby=${why ? 'amend-why' : nothing} @click=${() => this.#amend(proposal, draft)}>
          ${msg(str`Put version ${next} to the parties`)}
        </button>
        <button class="btn quiet" type="button" @click=${() => (this.writing = false)}>${msg('Not now')}</button>
      </p>
      ${why ? html`<p class="sm muted" id="amend-why">${why}</p>` : nothing}`
  }

  async #amend(proposal: Proposal, draft: ProposalDraft): Promise<void> {
    const command = this.#command(proposal, draft, this.change.trim())
    const next = formatNumber(currentVersion(proposal).version + 1)
    const print = fingerprintText(draft.hash)
    const sure = await confirmAct({
      heading: msg(str`Put version ${next} to the parties?`),
      body: msg(
        str`These words are frozen with the fingerprint ${print}. Everyone who has spoken is asked to say it again, since it was said of other words.`,
      ),
      act: msg(str`Put version ${next} to the parties`),
      cancel: msg('Keep writing'),
    })
    if (!sure) return
    this.busy = true
    const result = await this.session.execute(command)
    this.busy = false
    if (!result.ok) {
      this.problem =
        result.refusal.code === 'text-changed'
          ? msg('Someone changed the words while you put them forward. Read them again, then try once more.')
          : refusalWords(result.refusal)
      return
    }
    this.problem = null
    this.change = ''
    this.integrates = []
    this.writing = false
    announce(msg(str`Version ${next} is with the parties.`))
  }

  #command(proposal: Proposal, draft: ProposalDraft, change: string): Extract<CommandBody, { type: 'proposal.amend' }> {
    const open = this.integrates.filter(id => proposal.objections.has(id))
    return { type: 'proposal.amend', proposal: proposal.id, textHash: draft.hash, change, integrates: open }
  }

  #title(title: string): void {
    this.room.transact(() => proposalsOf(this.room.doc).set(this.row, { title }))
  }

  #toggle(objection: string): void {
    this.integrates = this.integrates.includes(objection)
      ? this.integrates.filter(one => one !== objection)
      : [...this.integrates, objection]
  }
}

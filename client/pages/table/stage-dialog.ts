import { msg, str } from '@lit/localize'
import { html, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type CyclePreset, type LabelSet, type Stage, stagesOf } from '../../../shared/cycle/stages.ts'
import { stageLetter, stageName } from '../../ledger/cycle-words.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import type { PartnershipSession } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { fieldError, selectField } from '../../ui/field.ts'
import { toast } from '../../ui/toast.ts'

type Wanted = { stage: Stage; labels: LabelSet; preset: CyclePreset }

/** Where brokers say at which stage the partnership is, and how its cycle is named. Emits `close`. */
@customElement('tr-stage-dialog')
export class StageDialogElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ type: Boolean }) open = false
  @state() private wanted: Wanted = { stage: 'A', labels: 'steps', preset: 'full' }
  @state() private error = ''
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return
    this.wanted = wantedOf(this.session)
    this.error = ''
  }

  protected override render() {
    const { wanted } = this
    return html`<tr-dialog .heading=${msg('Where are you in the cycle?')} ?open=${this.open} @close=${this.#close}>
      <form class="stack" @submit=${this.#submit}>
        <fieldset class="stack tight">
          <legend class="strong sm">${msg('Stage')}</legend>
          ${stagesOf(wanted.preset).map(
            stage => html`<label class="opt">
              <input type="radio" name="stage" value=${stage} .checked=${wanted.stage === stage} @change=${() => {
                this.wanted = { ...wanted, stage }
              }} />
              <span><b>${msg(str`Stage ${stageLetter(stage)}`)}</b><br /><span class="muted sm">${stageName(stage)}</span></span>
            </label>`,
          )}
        </fieldset>
        ${selectField({
          id: 'cycle-preset',
          label: msg('How much of the cycle do you plan to walk?'),
          value: wanted.preset,
          options: [
            { value: 'full', label: msg('All four stages') },
            { value: 'short', label: msg('The short cycle: build with care, review with care') },
          ],
          onInput: value => {
            const preset = value === 'short' ? 'short' : 'full'
            const stage = stagesOf(preset).includes(wanted.stage) ? wanted.stage : 'A'
            this.wanted = { ...wanted, preset, stage }
          },
        })}
        ${selectField({
          id: 'cycle-labels',
          label: msg('Which names do your partners know?'),
          value: wanted.labels,
          options: [
            { value: 'steps', label: msg('Twelve steps: scope needs and options, …') },
            { value: 'phases', label: msg('Twelve phases: scoping, identifying, …') },
          ],
          onInput: value => {
            this.wanted = { ...wanted, labels: value === 'phases' ? 'phases' : 'steps' }
          },
        })}
        ${this.error ? fieldError('stage', this.error) : ''}
        <div class="row end">
          <button class="btn" type="button" @click=${this.#close}>${msg('Cancel')}</button>
          <button class="btn primary" type="submit" ?disabled=${this.busy}>${msg('Set the stage')}</button>
        </div>
      </form>
    </tr-dialog>`
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'))
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    void this.#set()
  }

  async #set(): Promise<void> {
    const { session, wanted } = this
    const before = wantedOf(session)
    this.busy = true
    const done = await session.execute({ type: 'stage.set', ...wanted })
    this.busy = false
    if (!done.ok && done.refusal.code !== 'nothing-changed') {
      this.error = refusalWords(done.refusal)
      return
    }
    this.#close()
    if (!done.ok) return
    const letter = stageLetter(wanted.stage)
    toast(msg(str`The partnership is at stage ${letter}.`), {
      act: { label: msg('Undo'), run: () => void back(session, before) },
    })
  }
}

async function back(session: PartnershipSession, before: Wanted): Promise<void> {
  const done = await session.execute({ type: 'stage.set', ...before })
  if (!done.ok) toast(refusalWords(done.refusal), { tone: 'negative' })
}

function wantedOf(session: PartnershipSession): Wanted {
  const { stage, labels, preset } = session.ledger.cycle
  return { stage, labels, preset }
}

/** Opens the dialog over any page; it removes itself when it is closed. */
export function changeStage(session: PartnershipSession): void {
  const dialog = document.createElement('tr-stage-dialog') as StageDialogElement
  dialog.session = session
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.open = true
}

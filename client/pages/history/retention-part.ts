import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { counted } from '../../i18n/counts.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { doneToast } from '../../ledger/undo-toast.ts'
import { iAmBroker } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { selectField } from '../../ui/field.ts'
import { toast } from '../../ui/toast.ts'

/** The lengths that are offered, in days; null is for ever, 0 keeps nothing but the canvas as it is. */
const OFFERED: readonly (number | null)[] = [null, 365, 90, 30, 7, 0]

/** How long the past of the partnership's canvases is kept: everyone reads it, brokers set it. */
@customElement('tr-history-retention')
export class HistoryRetentionElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @state() private busy = false

  protected override willUpdate(): void {
    this.watch(this.session)
  }

  protected override render(): TemplateResult {
    const { days } = this.session.ledger.retention
    const choices = OFFERED.includes(days) ? OFFERED : [...OFFERED, days]
    return html`<section class="stack tight history-kept" aria-labelledby="h-history-kept">
      <h2 id="h-history-kept" class="history-day">${msg('How long the past is kept')}</h2>
      ${
        iAmBroker(this.session)
          ? selectField({
              id: 'history-days',
              label: msg('For all canvases of this partnership'),
              value: days === null ? 'ever' : String(days),
              options: choices.map(one => ({ value: one === null ? 'ever' : String(one), label: keptWords(one) })),
              disabled: this.busy,
              onInput: value => void this.#set(value === 'ever' ? null : Number(value)),
            })
          : html`<p class="sm">${keptWords(days)}. ${msg('Brokers can change it.')}</p>`
      }
      ${days === null ? nothing : html`<p class="sm muted">${msg('What was deleted is gone from the server for good once it is older than this. Backups that were made before keep it.')}</p>`}
    </section>`
  }

  async #set(days: number | null): Promise<void> {
    const before = this.session.ledger.retention.days
    const shorter = days !== null && (before === null || days < before)
    if (shorter && !(await this.#sure(days))) return this.requestUpdate()
    this.busy = true
    const done = await this.session.execute({ type: 'history.retain', days })
    this.busy = false
    if (!done.ok) {
      if (done.refusal.code !== 'nothing-changed') toast(refusalWords(done.refusal), { tone: 'negative' })
      return
    }
    const words = keptWords(days)
    // What was let go of does not come back, so a shorter time offers no way back.
    doneToast(
      this.session,
      msg(str`The past is kept: ${words}`),
      shorter ? null : { type: 'history.retain', days: before },
    )
  }

  #sure(days: number): Promise<boolean> {
    const kept = keptWords(days)
    return confirmAct({
      heading: msg('Keep less of the past?'),
      body: msg(
        str`From now on: ${kept}. Earlier states of every canvas are removed from the server and cannot be brought back. It is written in the record.`,
      ),
      act: msg('Keep less'),
      cancel: msg('Leave it as it is'),
      danger: true,
    })
  }
}

/** How long the past is kept, in words. */
export function keptWords(days: number | null): string {
  if (days === null) return msg('For ever')
  return days === 0 ? msg('Nothing but the canvas as it is') : counted('day', days)
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-history-retention': HistoryRetentionElement
  }
}

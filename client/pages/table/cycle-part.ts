import './cycle.css'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { type ArtifactStanding, artifactsAt, artifactsOf, nextMissing } from '../../../shared/cycle/in-place.ts'
import type { Lay } from '../../../shared/cycle/lay.ts'
import { type ArtifactId, STAGES, type Stage, STEPS_AT, stagesOf } from '../../../shared/cycle/stages.ts'
import {
  artifactName,
  standingWords,
  stageHeading,
  stageLetter,
  stageName,
  stepNames,
} from '../../ledger/cycle-words.ts'
import { iAmBroker } from '../../ledger/views.ts'
import { go } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { TrElement } from '../../ui/element.ts'
import { formatList, formatNumber } from '../../ui/format.ts'
import { type IconName, icon } from '../../ui/icon.ts'
import './artifact-dialog.ts'
import { artifactPlace } from './artifact-place.ts'
import { ring } from './ring.ts'

const SIGN: Record<ArtifactStanding['progress'], IconName> = {
  'in-place': 'check',
  begun: 'circle-half',
  missing: 'circle-dashed',
  'not-needed': 'minus',
}

/** The partnering cycle: the ring, what is in place at this stage, what is missing, and one way to the next of it. */
@customElement('tr-cycle-part')
export class CyclePartElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) lay: Lay = { stakeholders: [], clauses: [] }
  @state() private asked: ArtifactId | null = null
  @state() private setting = false

  protected override willUpdate(): void {
    this.watch(this.session)
  }

  protected override render() {
    const { session } = this
    const { stage, preset, labels } = session.ledger.cycle
    const all = artifactsOf(session.ledger, this.lay)
    const open = (one: ArtifactStanding) => this.#open(one)
    return html`<section class="cycle" aria-labelledby="h-cycle">
      <div>${ring({ all, stage, preset, open })}</div>
      <div class="stack">
        <div class="row apart">
          <h2 id="h-cycle" class="words cycle-head">${stageHeading(stage)}</h2>
          ${iAmBroker(session) ? html`<button class="btn quiet dense flush" type="button" @click=${this.#set}>${msg('Change the stage')}</button>` : nothing}
        </div>
        <p class="muted cycle-lead">${msg('This usually stands on the table by the end of the stage. You can go back to any stage at any time.')}</p>
        <div class="stages">${this.#columns(all, stage)}</div>
        ${this.#next(all, stage)}
        <details class="cycle-steps">
          <summary>${icon('chevron-right', { class: 'tw' })}${preset === 'short' ? msg('The short cycle, step by step') : msg('All twelve steps')}</summary>
          <div class="stages">${stagesOf(preset).map(one => this.#steps(all, one, stepNames(labels), one !== stage))}</div>
        </details>
      </div>
      <tr-artifact-dialog .session=${session} .standing=${all.find(one => one.id === this.asked) ?? null} @close=${() => (this.asked = null)}></tr-artifact-dialog>
      <tr-stage-dialog .session=${session} ?open=${this.setting} @close=${() => (this.setting = false)}></tr-stage-dialog>
    </section>`
  }

  readonly #set = async (): Promise<void> => {
    await import('./stage-dialog.ts')
    this.setting = true
  }

  /** This stage, and beside it the threshold where one is ahead, else what comes next. */
  #columns(all: readonly ArtifactStanding[], stage: Stage): TemplateResult {
    const later = STAGES[STAGES.indexOf(stage) + 1]
    const then = later
      ? formatList(
          artifactsAt(all, later)
            .filter(one => one.progress === 'missing' || one.progress === 'begun')
            .map(one => artifactName(one.id)),
        )
      : ''
    return html`<div>
        <h3>${stageLetter(stage)} ${stageName(stage)}</h3>
        ${this.#list(artifactsAt(all, stage))}
      </div>
      <div>
        ${stage === 'A' ? html`<h3>${msg('Threshold: agree to partner')}</h3>${this.#list(artifactsAt(all, 'threshold'))}` : nothing}
        ${then ? html`<p class="sm muted then">${msg(str`Then: ${then}.`)}</p>` : nothing}
      </div>`
  }

  #list(some: readonly ArtifactStanding[]): TemplateResult {
    return html`<ul class="arte">${some.map(one => this.#item(one))}</ul>`
  }

  #item(one: ArtifactStanding): TemplateResult {
    const place = artifactPlace(this.session, one.id)
    const words = standingWords(one)
    const said = html`${icon(SIGN[one.progress], one.progress === 'in-place' ? { class: 'pos' } : {})}<span
        >${artifactName(one.id)}: <span class=${one.progress === 'in-place' || one.progress === 'not-needed' ? 'muted' : 'strong'}>${words}</span></span
      >`
    return html`<li>
      ${
        place
          ? html`<a class="arte-line" href=${place.href}>${said}</a>`
          : html`<button class="arte-line" type="button" @click=${() => (this.asked = one.id)}>${said}</button>`
      }
      ${
        place && iAmBroker(this.session)
          ? html`<button class="btn quiet dense arte-more" type="button" aria-label=${msg(str`Say where it stands: ${artifactName(one.id)}`)} @click=${() => (this.asked = one.id)}>${icon('ellipsis')}</button>`
          : nothing
      }
    </li>`
  }

  #steps(all: readonly ArtifactStanding[], stage: Stage, names: readonly string[], more: boolean): TemplateResult {
    return html`<div class="stack tight">
      <h3>${stageLetter(stage)} ${stageName(stage)}</h3>
      <ol class="steps">${STEPS_AT[stage].map(number => html`<li><span class="num muted">${formatNumber(number)}</span><span>${names[number - 1]}</span></li>`)}</ol>
      ${more ? this.#list(artifactsAt(all, stage)) : nothing}
      ${stage === 'A' ? html`<p class="sm muted">${msg('Then the threshold: agree to partner.')}</p>` : nothing}
    </div>`
  }

  /** What is missing, in words, and one button for the next of it. */
  #next(all: readonly ArtifactStanding[], stage: Stage): TemplateResult {
    const next = nextMissing(all, stage)
    if (!next) {
      return html`<p class="sm">${msg('Everything of this stage is in place.')} ${iAmBroker(this.session) ? msg('Set the next stage when you are ready.') : nothing}</p>`
    }
    const [name, words] = [artifactName(next.id), standingWords(next)]
    const place = artifactPlace(this.session, next.id)
    return html`<div class="row">
      ${
        place
          ? html`<a class="btn" href=${place.href}>${place.act}</a>`
          : iAmBroker(this.session)
            ? html`<button class="btn" type="button" @click=${() => (this.asked = next.id)}>${msg('Say where it is kept')}</button>`
            : nothing
      }
      <p class="sm muted">${msg(str`Next: ${name}, ${words}.`)}</p>
    </div>`
  }

  #open(one: ArtifactStanding): void {
    const place = artifactPlace(this.session, one.id)
    if (place && !one.mark) go(place.href)
    else this.asked = one.id
  }
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { TrElement } from '../../ui/element.ts'
import { formatDateTime } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { copyField } from '../copy-field.ts'
import { frontHead } from '../front-head.ts'
import { setTitle } from '../title.ts'
import { CHECKS, type Check, type CheckId, missing, type Outcome, verdictOf } from './check.ts'
import { deviceChecks } from './device-checks.ts'
import { lineChecks } from './line-checks.ts'
import { thisDevice, thisLine } from './this-browser.ts'
import './venue.css'
import { checkName, meaning, measured, stateWord, verdictWords } from './venue-words.ts'

/**
 * The venue check: tries, on the device that opens it, what a meeting needs, and says of each whether it works here, what
 * it means when it does not, and what to do. It works before joining and asks for no secret.
 */
@customElement('tr-venue-page')
export class VenuePageElement extends TrElement {
  @state() private found: ReadonlyMap<CheckId, Outcome> = new Map()
  #run = 0
  #at = 0

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#check()
  }

  protected override render() {
    setTitle(msg('Venue check'))
    const verdict = verdictOf(this.found)
    return html`${frontHead()}
      <main id="main" tabindex="-1" class="page venue stack">
        <div class="stack tight">
          <p class="muted">${msg('Venue check')}</p>
          <div role="status"><h1>${verdictWords(verdict)}</h1></div>
          <p class="lead">${
            verdict === 'none'
              ? msg('The list says what holds it back and what to do.')
              : msg('Each line below was tried on this device, at this address.')
          } <bdi class="mono" dir="ltr">${location.host}</bdi></p>
        </div>
        <ul class="checks">${CHECKS.map(id => this.#line(id))}</ul>
        ${
          verdict === 'checking'
            ? nothing
            : html`${copyField({ id: 'venue-result', label: msg('Result, for whoever prepares the meeting'), value: this.#result() })}
              <div class="row"><a class="btn primary" href="/join">${msg('Join with a code')}</a>
              <button class="btn" type="button" @click=${() => void this.#check()}>${icon('refresh-cw')}${msg('Try again')}</button></div>`
        }
      </main>`
  }

  #line(id: CheckId): TemplateResult {
    const outcome = this.found.get(id)
    const [figures, means] = [measured(id, outcome), meaning(id, outcome)]
    return html`<li class=${outcome?.state ?? 'trying'}>
      ${icon(glyph(outcome))}
      <div>
        <h2>${checkName(id)}</h2>
        <p class="found">${stateWord(outcome)}${figures ? html`<span class="muted"> – <bdi>${figures}</bdi></span>` : nothing}</p>
        ${means ? html`<p class="means">${means}</p>` : nothing}
      </div>
    </li>`
  }

  /** Everything in one line of plain text, for a chat. */
  #result(): string {
    const lines = CHECKS.map(id => {
      const [outcome, figures] = [this.found.get(id), measured(id, this.found.get(id))]
      return `${checkName(id)}: ${stateWord(outcome)}${figures ? ` (${figures})` : ''}`
    })
    const when = formatDateTime(this.#at)
    const where = location.origin
    const head = msg(str`Trestle venue check, ${where}, ${when}`)
    return [head, verdictWords(verdictOf(this.found)), ...lines, navigator.userAgent].join('; ')
  }

  async #check(): Promise<void> {
    const run = ++this.#run
    this.found = new Map()
    this.#at = Date.now()
    const checks: Record<CheckId, Check> = { ...lineChecks(thisLine()), ...deviceChecks(thisDevice()) }
    await Promise.all(
      CHECKS.map(async id => {
        // A browser that breaks where it should refuse has the thing as little as one that refuses.
        const outcome = await checks[id]().catch(() => missing('browser'))
        if (run === this.#run) this.found = new Map([...this.found, [id, outcome]])
      }),
    )
  }
}

function glyph(outcome: Outcome | undefined) {
  switch (outcome?.state) {
    case undefined:
      return 'circle-dashed'
    case 'works':
      return 'circle-check'
    case 'care':
      return 'circle-alert'
    case 'missing':
      return 'circle-x'
  }
}

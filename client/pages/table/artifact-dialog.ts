import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { ArtifactStanding } from '../../../shared/cycle/in-place.ts'
import type { ArtifactId, Marking } from '../../../shared/cycle/stages.ts'
import { artifactMeaning, artifactName, standingWords } from '../../ledger/cycle-words.ts'
import { refusalWords } from '../../ledger/refusal-words.ts'
import { iAmBroker, memberName } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { textField } from '../../ui/field.ts'
import { formatDate } from '../../ui/format.ts'
import { toast } from '../../ui/toast.ts'
import { artifactPlace } from './artifact-place.ts'

/** What one artifact is, how it stands and where it is made; brokers say here where it is kept, or that none is needed. */
@customElement('tr-artifact-dialog')
export class ArtifactDialogElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) standing: ArtifactStanding | null = null
  @state() private note = ''
  @state() private error = ''
  @state() private busy = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('standing')) return
    this.note = this.session?.words(this.standing?.mark?.note) ?? ''
    this.error = ''
  }

  protected override render() {
    const { standing } = this
    return html`<tr-dialog .heading=${standing ? artifactName(standing.id) : ''} ?open=${standing !== null} @close=${this.#close}>
      ${standing ? this.#body(standing) : nothing}
    </tr-dialog>`
  }

  #body(standing: ArtifactStanding): TemplateResult {
    const place = artifactPlace(this.session, standing.id)
    const words = standingWords(standing)
    return html`<div class="stack">
      <p>${artifactMeaning(standing.id)}</p>
      ${standing.mark ? this.#mark(standing) : place ? html`<p class="sm muted">${msg(str`Now: ${words}.`)}</p>` : nothing}
      ${place ? html`<p><a class="btn" href=${place.href} @click=${this.#close}>${place.act}</a></p>` : nothing}
      ${iAmBroker(this.session) ? this.#form(standing, place !== null) : standing.mark || place ? nothing : html`<p class="sm muted">${msg('Trestle does not hold this yet. A broker says where it is kept.')}</p>`}
    </div>`
  }

  #mark({ mark, progress }: ArtifactStanding): TemplateResult | typeof nothing {
    if (!mark) return nothing
    const [who, day] = [mark.by ? memberName(this.session, mark.by) : msg('A broker'), formatDate(mark.at)]
    const said = this.session.words(mark.note)
    return html`<div class="stack tight">
      <p class="strong">${progress === 'not-needed' ? msg('Not needed here') : msg('Kept elsewhere')}</p>
      ${said ? html`<p class="words" dir="auto">${linked(said)}</p>` : nothing}
      <p class="sm muted"><bdi>${who}</bdi>, ${day}</p>
    </div>`
  }

  #form({ mark }: ArtifactStanding, here: boolean): TemplateResult {
    return html`<form class="stack" @submit=${this.#keep}>
      ${textField({
        id: 'artifact-note',
        label: here ? msg('Kept elsewhere? Say where') : msg('Where is it kept?'),
        value: this.note,
        words: true,
        maxLength: 4000,
        hint: msg('A link, or words such as “red folder in the office of the Federation”. Everyone here can read it.'),
        ...(this.error && { error: this.error }),
        onInput: value => (this.note = value),
      })}
      <div class="row">
        <button class="btn primary" type="submit" ?disabled=${this.busy}>${msg('It is in place there')}</button>
        <button class="btn" type="button" ?disabled=${this.busy} @click=${() => void this.#say('not-needed')}>${msg('Not needed here')}</button>
        ${mark ? html`<button class="btn quiet" type="button" ?disabled=${this.busy} @click=${() => void this.#say('missing')}>${msg('Take this back')}</button>` : nothing}
      </div>
    </form>`
  }

  readonly #close = (): void => {
    this.dispatchEvent(new Event('close'))
  }

  readonly #keep = (event: Event): void => {
    event.preventDefault()
    void this.#say('in-place')
  }

  async #say(standing: Marking): Promise<void> {
    const about = this.standing
    if (!about || this.busy) return
    const before = about.mark
    const said = before ? this.session.words(before.note) : ''
    this.busy = true
    const note = standing === 'missing' ? null : this.note.trim() || null
    const done = await this.session.execute({ type: 'artifact.mark', artifact: about.id, standing, note })
    this.busy = false
    if (!done.ok) {
      this.error = done.refusal.code === 'reason-required' ? msg('Say where it is kept.') : refusalWords(done.refusal)
      return
    }
    this.#close()
    const name = artifactName(about.id)
    const undo = () => void undoMark(this.session, about.id, before?.standing ?? 'missing', said)
    toast(msg(str`Noted: ${name}`), { act: { label: msg('Undo'), run: undo } })
  }
}

async function undoMark(session: PartnershipSession, artifact: ArtifactId, standing: Marking, note: string) {
  const done = await session.execute({ type: 'artifact.mark', artifact, standing, note: note || null })
  if (!done.ok) toast(refusalWords(done.refusal), { tone: 'negative' })
}

/** Words that are nothing but a web address become a link to it. */
function linked(words: string): TemplateResult | string {
  const url = /^https?:\/\/\S+$/i.test(words) ? URL.parse(words) : null
  return url ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${words}</a>` : words
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { TrElement } from './element.ts'
import { isolated } from './format.ts'

/**
 * Where a file is chosen or dropped to be looked at before anything is written: says what it takes, which file is being read,
 * and what is wrong with the one before. Event: `chosen` with the file.
 */
@customElement('tr-file-drop')
export class FileDropElement extends TrElement {
  /** Id of the input; what is said below it has ids that start with it. */
  @property() name = 'file'
  @property() label = ''
  /** As the `accept` of an input. */
  @property() accept = ''
  @property() help = ''
  /** Name of the file that is being read; '' while none is. */
  @property() reading = ''
  /** Why the last file could not be read, as sentences; '' while nothing is wrong. */
  @property() trouble = ''
  @state() private over = false

  override render(): TemplateResult {
    const { name } = this
    return html`<div
      class="drop-zone ${this.over ? 'over' : ''} stack tight"
      @dragover=${(event: DragEvent) => {
        event.preventDefault()
        this.over = true
      }}
      @dragleave=${() => {
        this.over = false
      }}
      @drop=${(event: DragEvent) => {
        event.preventDefault()
        this.over = false
        this.#choose(event.dataTransfer?.files[0])
      }}
    >
      <label class="field" for=${name}><span class="label">${this.label}</span></label>
      <input
        id=${name}
        class="in"
        type="file"
        accept=${this.accept}
        aria-describedby="${name}-trouble"
        @change=${(event: Event) => this.#choose((event.target as HTMLInputElement).files?.[0])}
      />
      <p class="sm muted">${this.help}</p>
      <div role="status">${
        this.reading
          ? html`<p>${msg(str`Reading ${isolated(this.reading)}`)}</p>
              <progress aria-label=${msg('Reading the file')}></progress>`
          : nothing
      }</div>
      <div id="${name}-trouble" role="alert">${this.trouble ? html`<p class="banner bad"><span>${this.trouble} ${msg('Nothing was changed.')}</span></p>` : nothing}</div>
    </div>`
  }

  #choose(file: File | undefined): void {
    if (file) this.dispatchEvent(new CustomEvent<File>('chosen', { detail: file }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-file-drop': FileDropElement
  }
}

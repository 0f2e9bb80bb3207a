import { msg } from '@lit/localize'
import { css, html, LitElement, type PropertyValues } from 'lit'
import { customElement, property, query } from 'lit/decorators.js'
import { icon } from './icon.ts'

/**
 * A modal dialog on the native `<dialog>`: focus stays inside, Escape and the close button emit `close`. What stands in it
 * is slotted, so it keeps the page's styles. (The one element with a shadow root, since light DOM has no slots.)
 */
@customElement('tr-dialog')
export class DialogElement extends LitElement {
  static override styles = css`
    :host { display: contents; }
    dialog { box-sizing: border-box; inline-size: 32rem; max-inline-size: min(94vw, 100%); max-block-size: 90dvh; overflow: auto; padding: var(--s-6);
      color: var(--ink); background: var(--surface); border: 1px solid var(--line); border-radius: var(--r-3); box-shadow: var(--shadow-float); }
    :host(.wide) dialog { inline-size: 60rem; }
    dialog::backdrop { background: var(--scrim); }
    header { display: flex; gap: var(--s-4); align-items: start; justify-content: space-between; margin-block-end: var(--s-4); }
    h2 { margin: 0; font: var(--weight-head) var(--text-xl) / var(--leading-tight) var(--font-words); }
    button { display: grid; place-items: center; inline-size: var(--target); block-size: var(--target); margin: calc(-1 * var(--s-2)); border: 0; border-radius: var(--r-2);
      background: none; color: inherit; cursor: pointer; font: inherit; }
    button:focus-visible { outline: var(--ring) solid var(--focus); }
    .ic { inline-size: 1.25rem; block-size: 1.25rem; fill: none; stroke: currentColor; stroke-width: 1.8; }
  `

  @property() heading = ''
  @property({ type: Boolean, reflect: true }) open = false
  @query('dialog') private dialog!: HTMLDialogElement

  protected override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#closed} @cancel=${(event: Event) => event.stopPropagation()}>
      <header>
        <h2 id="heading" dir="auto">${this.heading}</h2>
        <button type="button" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>${icon('x')}</button>
      </header>
      <slot></slot>
    </dialog>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return
    if (this.open && !this.dialog.open) {
      this.dialog.showModal()
      // What is slotted may render a moment later; the platform would choose the close button.
      setTimeout(() => this.#focusFirst())
    }
    if (!this.open && this.dialog.open) this.dialog.close()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.dialog?.open) this.dialog.close()
  }

  #focusFirst(): void {
    const focused = document.activeElement
    // The close button stands in the shadow root: seen from here, the dialog itself has the focus then.
    if (!this.open || (focused !== this && this.contains(focused))) return
    const field = 'input:not([type=hidden], [disabled]), select, textarea'
    const first = this.querySelector<HTMLElement>('[autofocus]') ?? this.querySelector<HTMLElement>(field)
    ;(first ?? this.querySelector<HTMLElement>('button'))?.focus()
  }

  #closed = (): void => {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

/** What a question before an act says. `act` and `cancel` name the two ways on, never "OK". */
export type Confirmation = { heading: string; body: unknown; act: string; cancel: string; danger?: boolean }

/** Asks before an act that others will notice or that cannot be undone; true when the person goes on. */
export function confirmAct(question: Confirmation): Promise<boolean> {
  return new Promise(resolve => {
    const dialog = document.createElement('tr-dialog') as DialogElement
    const body = document.createElement('tr-confirmation') as ConfirmationElement
    let answer = false
    body.question = question
    body.answer = going => {
      answer = going
      dialog.open = false
    }
    dialog.heading = question.heading
    dialog.append(body)
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(answer)
    })
    document.body.append(dialog)
    dialog.open = true
  })
}

/** The body and the two buttons of `confirmAct`. */
@customElement('tr-confirmation')
export class ConfirmationElement extends LitElement {
  @property({ attribute: false }) question!: Confirmation
  @property({ attribute: false }) answer: (going: boolean) => void = () => {}

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  protected override render() {
    const { body, act, cancel, danger } = this.question
    return html`<div class="stack">
      <div>${body}</div>
      <div class="row end">
        <button type="button" class="btn" @click=${() => this.answer(false)}>${cancel}</button>
        <button type="button" class="btn ${danger ? 'danger solid' : 'primary'}" @click=${() => this.answer(true)}>${act}</button>
      </div>
    </div>`
  }
}

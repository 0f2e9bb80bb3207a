import { html, nothing } from 'lit'
import { customElement, property, query, state } from 'lit/decorators.js'
import { TrElement } from './element.ts'
import { type IconName, icon } from './icon.ts'

/** One line of a menu. `keys` is shown as a hint; `off` says why it cannot be chosen now. */
export type MenuItem = {
  label: string
  icon?: IconName
  keys?: string
  danger?: boolean
  off?: string
  run: () => void
}

let count = 0

/**
 * A button that opens a menu: arrows, Home, End and first letters move, Enter chooses, Escape closes and gives the focus
 * back. Without `text` the button shows three dots and is named by `label`.
 */
@customElement('tr-menu')
export class MenuElement extends TrElement {
  @property() label = ''
  @property() text = ''
  @property({ attribute: false }) symbol: IconName = 'ellipsis'
  @property({ attribute: false }) items: readonly MenuItem[] = []
  @state() private open = false
  @query('[role=menu]') private list!: HTMLElement
  @query('.menu-button') private button!: HTMLButtonElement
  readonly #id = `menu-${++count}`

  protected override render() {
    return html`<button
        type="button" class="btn dense ${this.text ? '' : 'icon'} menu-button" aria-haspopup="menu" aria-expanded=${this.open}
        aria-label=${this.text ? nothing : this.label} aria-controls=${this.#id} popovertarget=${this.#id} @keydown=${this.#buttonKey}
      >${this.text ? html`<span>${this.text}</span>${icon('chevron-down')}` : icon(this.symbol)}</button>
      <ul id=${this.#id} popover role="menu" class="floating menu" aria-label=${this.label} @toggle=${this.#toggled} @keydown=${this.#menuKey}>
        ${this.items.map(
          item => html`<li role="none"><button
            type="button" role="menuitem" tabindex="-1" class=${item.danger ? 'danger' : ''} aria-disabled=${item.off ? 'true' : nothing}
            title=${item.off ?? nothing} @click=${() => this.#choose(item)}
          >${item.icon ? icon(item.icon) : html`<span></span>`}<span>${item.label}${item.off ? html`<small class="muted"> ${item.off}</small>` : nothing}</span>${item.keys ? html`<kbd>${item.keys}</kbd>` : nothing}</button></li>`,
        )}
      </ul>`
  }

  #choose(item: MenuItem): void {
    if (item.off) return
    this.list.hidePopover()
    item.run()
  }

  #toggled = (event: ToggleEvent): void => {
    this.open = event.newState === 'open'
    if (!this.open) {
      if (this.list.contains(document.activeElement)) this.button.focus()
      return
    }
    this.#place()
    this.#focus(0)
  }

  #place(): void {
    const box = this.button.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.list
    const rtl = getComputedStyle(this).direction === 'rtl'
    const start = rtl ? box.left : box.right - width
    this.list.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, start))}px`
    this.list.style.top = `${box.bottom + height + 8 > innerHeight ? Math.max(8, box.top - height - 4) : box.bottom + 4}px`
  }

  #buttonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    this.list.showPopover()
    if (event.key === 'ArrowUp') this.#focus(-1)
  }

  #menuKey = (event: KeyboardEvent): void => {
    const buttons = this.#buttons()
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      this.#focus(to)
    } else if (event.key === 'Tab') {
      this.list.hidePopover()
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const rest = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)]
      rest.find(button => button.innerText.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus()
    }
  }

  #focus(index: number): void {
    const buttons = this.#buttons()
    buttons.at(index % buttons.length)?.focus()
  }

  #buttons(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role=menuitem]')]
  }
}

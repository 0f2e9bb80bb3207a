import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { SavedState } from '../room/types.ts'
import { TrElement } from './element.ts'
import { formatNumber, formatTime } from './format.ts'
import { icon } from './icon.ts'

/**
 * The honest saved indicator. Shows every state; says aloud only what matters: that the line is gone, that something was
 * not saved, and that all is well again. Otherwise each keystroke would be announced.
 */
@customElement('tr-saved')
export class SavedElement extends TrElement {
  @property({ attribute: false }) state: SavedState | null = null
  @state() private said = ''
  #trouble = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('state')) return
    if (this.state === null) {
      if (this.#trouble) this.said = msg('The line is back')
      this.#trouble = false
      return
    }
    const { type } = this.state
    if (type === 'offline' || type === 'not-saved') {
      this.#trouble = true
      this.said = type === 'offline' ? msg('Offline') : msg('Not saved')
    } else if (this.#trouble && type === 'saved') {
      this.#trouble = false
      this.said = msg('Saved again')
    }
  }

  protected override render() {
    return html`${this.state ? shown(this.state) : nothing}<span class="vh" role="status">${this.said}</span>`
  }
}

function shown(state: SavedState): TemplateResult {
  switch (state.type) {
    case 'loading':
      return html`<span class="saved busy">${icon('refresh-cw')}<span>${msg('Opening')}</span></span>`
    case 'saved':
      return html`<span class="saved">${icon('check')}<span>${msg('Saved')} <span class="num">${formatTime(state.at)}</span></span></span>`
    case 'saving': {
      const count = formatNumber(state.count)
      return html`<span class="saved busy">${icon('refresh-cw')}<span>${msg(str`Saving ${count}`)}</span></span>`
    }
    case 'offline': {
      const count = formatNumber(state.count)
      const words =
        state.kept === false || state.count === 0
          ? msg('Offline')
          : state.writing
            ? msg(str`Offline: writing to this device (${count})`)
            : msg(str`Offline: kept on this device (${count})`)
      return html`<span class="saved cau">${icon('cloud-off')}<span>${words}</span></span>`
    }
    case 'not-saved':
      return html`<span class="saved neg">${icon('triangle-alert')}<span>${msg('Not saved')}</span></span>`
  }
}

/** The banner under the table's edge, for the two states that people must not miss; nothing for the others. */
export function savedBanner(options: {
  state: SavedState | null
  /** Why something was not saved, in words. */
  why: string
  /** Changes that wait, in words, such as "12 changes". */
  waiting: string
  show: (() => void) | null
}): TemplateResult | typeof nothing {
  const { state, why, waiting, show } = options
  if (state?.type === 'offline') {
    const since = formatTime(state.since)
    const rest =
      state.kept === false
        ? msg('This browser cannot keep changes by itself: leave this tab open until the line is back.')
        : state.count > 0 && !state.writing
          ? msg(str`Keep working: ${waiting} wait on this device and join when the line is back.`)
          : msg('Keep working: what you change waits on this device and joins when the line is back.')
    return html`<div class="banner warn saved-banner">${icon('cloud-off')}<span><b>${msg(str`Offline since ${since}.`)}</b> ${rest}</span></div>`
  }
  if (state?.type === 'not-saved') {
    return html`<div class="banner bad saved-banner" role="alert">
      ${icon('triangle-alert')}<span><b>${msg('Not saved.')}</b> ${why}</span>
      ${show ? html`<button class="btn dense" type="button" @click=${show}>${msg('Show my words')}</button>` : nothing}
    </div>`
  }
  return nothing
}

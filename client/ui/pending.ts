import { msg } from '@lit/localize'
import { announce } from './announce.ts'

/** After how long waiting is said aloud, in milliseconds. */
export const SAID_AFTER_MS = 1_000

/**
 * Marks the button that was pressed as busy while what it sent is on its way, so that it is seen and cannot be pressed
 * twice. Waiting of more than a second is said aloud.
 */
export class PendingButton {
  #button: HTMLElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `sending` is how much is on its way now. */
  follow(sending: number): void {
    if (sending === 0) this.#end()
    else if (this.#timer === undefined) this.#begin()
  }

  #begin(): void {
    this.#timer = setTimeout(() => announce(msg('Sending. This takes longer than usual.')), SAID_AFTER_MS)
    const focused = document.activeElement
    this.#button = focused instanceof HTMLElement && focused.matches('button') ? focused : null
    this.#button?.setAttribute('aria-busy', 'true')
    document.addEventListener('click', stopBusy, true)
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#button?.removeAttribute('aria-busy')
    this.#button = null
    document.removeEventListener('click', stopBusy, true)
  }
}

function stopBusy(event: Event): void {
  if (!(event.target instanceof Element) || !event.target.closest('[aria-busy=true]')) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

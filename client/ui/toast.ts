import { msg } from '@lit/localize'
import { html, nothing, render } from 'lit'
import { icon } from './icon.ts'

const SHOWN_MS = 8000

let place: HTMLElement | null = null
let timer: ReturnType<typeof setTimeout> | null = null

/**
 * Says what just happened, at the bottom of the page, with at most one thing to do about it (usually Undo). Stays while it
 * is hovered or holds the focus; the next toast replaces it. Polite for assistive technology, assertive when `negative`.
 */
export function toast(
  text: string,
  options: { act?: { label: string; run: () => void }; tone?: 'plain' | 'negative' } = {},
): void {
  place ??= makePlace()
  const negative = options.tone === 'negative'
  const close = (): void => {
    render(nothing, place!)
  }
  const act = options.act
  render(
    html`<div class="toast" role=${negative ? 'alert' : 'status'} @mouseenter=${stop} @focusin=${stop} @mouseleave=${() => start(close)}>
      ${negative ? icon('triangle-alert') : nothing}<span dir="auto">${text}</span>
      ${
        act
          ? html`<button type="button" @click=${() => {
              close()
              act.run()
            }}>${act.label}</button>`
          : nothing
      }
      <button type="button" class="toast-x" aria-label=${msg('Dismiss')} @click=${close}>${icon('x')}</button>
    </div>`,
    place,
  )
  start(close)
}

function start(close: () => void): void {
  stop()
  timer = setTimeout(close, SHOWN_MS)
}

function stop(): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
}

function makePlace(): HTMLElement {
  const made = document.createElement('div')
  made.className = 'toasts'
  document.body.append(made)
  return made
}

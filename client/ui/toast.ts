import { msg } from '@lit/localize'
import { html, nothing, render } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { icon } from './icon.ts'
import { isCalm } from './preferences.ts'

/** How long a toast stays by itself: long enough to be heard and reached. In calm mode three times that. Milliseconds. */
export const TOAST_MS = 12_000

/** How many stand at once; an older one goes when another comes. */
const MOST = 3

type Toast = {
  id: number
  text: string
  act: { label: string; run: () => void } | undefined
  negative: boolean
  /** What is left of its time, and when it last began to run. */
  left: number
  since: number
}

let place: HTMLElement | null = null
let toasts: Toast[] = []
let count = 0
let timer: ReturnType<typeof setTimeout> | undefined
let resting = false
let cameFrom: HTMLElement | null = null

/**
 * Says what just happened, at the bottom of the page, with at most one thing to do about it (usually Undo). Time stands
 * still while one is hovered or holds the focus; `focusToast` (F8) reaches the newest. Polite for assistive technology,
 * assertive when `negative`. While a dialog is open it is said inside, since nothing else can be reached then.
 */
export function toast(
  text: string,
  options: { act?: { label: string; run: () => void }; tone?: 'plain' | 'negative' } = {},
): void {
  const negative = options.tone === 'negative'
  const one = { id: ++count, text, act: options.act, negative, left: isCalm() ? TOAST_MS * 3 : TOAST_MS, since: now() }
  toasts = [...toasts.filter(other => other.text !== text), one].slice(-MOST)
  stand()
  draw()
  schedule()
}

/** Moves the focus to the newest toast's first button; Escape brings it back. False when there is none. */
export function focusToast(): boolean {
  const buttons = place?.querySelectorAll<HTMLElement>('.toast:last-of-type button') ?? []
  const first = [...buttons][0]
  if (!first) return false
  if (document.activeElement instanceof HTMLElement && !place?.contains(document.activeElement))
    cameFrom = document.activeElement
  first.focus()
  return true
}

/** Makes the regions in which toasts are said, empty, so that assistive technology knows them before the first one. */
export function prepareToasts(): void {
  if (place) return
  place = document.createElement('div')
  place.className = 'toasts'
  place.addEventListener('mouseenter', rest)
  place.addEventListener('focusin', rest)
  place.addEventListener('mouseleave', goOn)
  place.addEventListener('focusout', event => {
    if (!place?.contains(event.relatedTarget as Node | null)) goOn()
  })
  place.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    const shown = (event.target as Element).closest<HTMLElement>('.toast')
    close(Number(shown?.dataset.toast))
  })
  document.body.append(place)
  draw()
}

function draw(): void {
  const lines = (negative: boolean) =>
    repeat(
      toasts.filter(one => one.negative === negative),
      one => one.id,
      one => html`<div class="toast" data-toast=${one.id}>
        ${negative ? icon('triangle-alert') : nothing}<span dir="auto">${one.text}</span>
        ${one.act ? html`<button type="button" @click=${() => act(one)}>${one.act.label}</button>` : nothing}
        <button type="button" class="toast-x" aria-label=${msg('Dismiss')} @click=${() => close(one.id)}>${icon('x')}</button>
      </div>`,
    )
  render(html`<div role="status">${lines(false)}</div><div role="alert">${lines(true)}</div>`, place!)
}

// Everything outside an open dialog is out of reach, so the toasts stand inside it until it closes.
function stand(): void {
  prepareToasts()
  const open = [...document.querySelectorAll<HTMLElement>('tr-dialog[open], dialog[open]')].at(-1)
  const host = open ?? document.body
  if (place!.parentElement === host) return
  host.append(place!)
  open?.addEventListener('close', () => document.body.append(place!), { once: true })
}

function act(one: Toast): void {
  close(one.id)
  one.act?.run()
}

function close(id: number): void {
  const held = place?.contains(document.activeElement) ?? false
  toasts = toasts.filter(one => one.id !== id)
  draw()
  if (held) giveBack()
  schedule()
}

function giveBack(): void {
  const back = cameFrom?.isConnected ? cameFrom : document.getElementById('main')
  cameFrom = null
  back?.focus({ preventScroll: true })
  resting = false
}

function rest(): void {
  if (resting) return
  resting = true
  const at = now()
  for (const one of toasts) one.left -= at - one.since
  clearTimeout(timer)
}

function goOn(): void {
  resting = false
  const at = now()
  for (const one of toasts) one.since = at
  schedule()
}

function schedule(): void {
  clearTimeout(timer)
  if (resting || toasts.length === 0) return
  const next = Math.min(...toasts.map(one => one.since + one.left))
  timer = setTimeout(
    () => {
      const at = now()
      toasts = toasts.filter(one => one.since + one.left > at)
      draw()
      schedule()
    },
    Math.max(0, next - now()) + 1,
  )
}

function now(): number {
  return Date.now()
}

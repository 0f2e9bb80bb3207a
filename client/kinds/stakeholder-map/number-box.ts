import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { toast } from '../../ui/toast.ts'

/** What a person typed as a rating: tenths, null for an emptied box, or undefined when it is no number of 0–10. */
function parseRating(typed: string): number | null | undefined {
  const words = typed
    .trim()
    .replace(/[٠-٩]/g, digit => String(digit.charCodeAt(0) - 0x660))
    .replace(/[,٫]/, '.')
  if (words === '') return null
  if (!/^\d+(\.\d+)?$/.test(words)) return undefined
  const value = Number(words)
  return value >= 0 && value <= 10 ? Math.round(value * 10) : undefined
}

/** A box for a rating of 0–10 that takes a comma or a point. `put` gets tenths when a good new number is left in it. */
export function numberBox(options: {
  label: string
  hidden?: string
  value: number | null | undefined
  disabled?: boolean
  put(value: number): void
}): TemplateResult {
  const shown = typeof options.value === 'number' ? String(options.value / 10) : ''
  const onChange = (event: Event) => {
    const box = event.target as HTMLInputElement
    const value = parseRating(box.value)
    if (typeof value === 'number') {
      if (value !== options.value) options.put(value)
      return
    }
    box.value = shown
    if (value === undefined) toast(msg('A rating is a number from 0 to 10, such as 7 or 4.5'), { tone: 'negative' })
  }
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 5 : event.key === 'ArrowDown' ? -5 : 0
    if (by === 0 || typeof options.value !== 'number') return
    event.preventDefault()
    const value = Math.min(100, Math.max(0, options.value + by))
    if (value !== options.value) options.put(value)
  }
  return html`<label class="rate"
    ><span>${options.label}${options.hidden ? html`<span class="vh"> ${options.hidden}</span>` : ''}</span
    ><input
      type="text"
      inputmode="decimal"
      autocomplete="off"
      .value=${live(shown)}
      ?disabled=${options.disabled ?? false}
      @change=${onChange}
      @keydown=${onKey}
  /></label>`
}

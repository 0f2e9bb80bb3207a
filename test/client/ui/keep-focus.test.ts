// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepFocus, LED_WITHIN_MS } from '../../../client/ui/keep-focus.ts'

let stop = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML =
    '<main id="main"><ul><li id="a"><button>Remove</button></li><li id="b"><button>Next</button></li></ul></main>'
  stop = keepFocus()
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

const settle = async () => {
  await Promise.resolve()
  vi.advanceTimersByTime(LED_WITHIN_MS)
}
const button = () => document.querySelector<HTMLButtonElement>('#a button')!

test('[KEY-24] when what had the focus is taken away, the nearest part around it has it', async () => {
  button().focus()
  button().remove()
  await settle()
  expect(document.activeElement?.id).toBe('a')

  document.querySelector<HTMLElement>('#b button')!.focus()
  document.querySelector('ul')!.remove()
  await settle()
  expect(document.activeElement?.id).toBe('main')
})

test('[KEY-24] where the page leads the focus itself, it is left there', async () => {
  button().focus()
  document.getElementById('a')!.remove()
  document.querySelector<HTMLElement>('#b button')!.focus()
  await settle()
  expect(document.activeElement?.textContent).toBe('Next')
})

test('[KEY-24] a button that is switched off while it sends has the focus again afterwards', async () => {
  const sends = button()
  sends.focus()
  sends.disabled = true
  await settle()
  expect(document.activeElement?.id).toBe('a')
  sends.disabled = false
  await settle()
  expect(document.activeElement).toBe(sends)
})

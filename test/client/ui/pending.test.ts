// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PendingButton, SAID_AFTER_MS } from '../../../client/ui/pending.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

test('[ERR-5] a button whose act is on its way shows that it is busy and cannot be pressed again; waiting is said after a second', () => {
  const button = document.createElement('button')
  const pressed = vi.fn()
  button.addEventListener('click', pressed)
  document.body.append(button)
  button.focus()
  const pending = new PendingButton()

  pending.follow(1)
  button.click()
  expect([button.getAttribute('aria-busy'), pressed.mock.calls.length]).toEqual(['true', 0])
  expect(document.getElementById('announce-own')?.textContent ?? '').toBe('')
  vi.advanceTimersByTime(SAID_AFTER_MS)
  expect(document.getElementById('announce-own')?.textContent).toMatch(/Sending/)

  pending.follow(0)
  button.click()
  expect([button.hasAttribute('aria-busy'), pressed.mock.calls.length]).toEqual([false, 1])
})

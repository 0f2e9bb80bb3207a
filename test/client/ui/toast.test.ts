// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { toast } from '../../../client/ui/toast.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.advanceTimersByTime(60_000)
  vi.useRealTimers()
})

const shown = () => document.querySelector('.toast')

test('[UI-10] a toast says what happened and offers one thing to do about it', () => {
  const undo = vi.fn()
  toast('Seed dealers removed', { act: { label: 'Undo', run: undo } })
  expect(shown()!.textContent).toContain('Seed dealers removed')

  const button = [...shown()!.querySelectorAll('button')].find(one => one.textContent === 'Undo')!
  button.click()
  expect([undo.mock.calls.length, shown()]).toEqual([1, null])
})

test('[UI-10] a toast goes by itself, but stays while it is pointed at', () => {
  toast('Copied.')
  shown()!.dispatchEvent(new Event('mouseenter'))
  vi.advanceTimersByTime(60_000)
  expect(shown()).not.toBeNull()

  shown()!.dispatchEvent(new Event('mouseleave'))
  vi.advanceTimersByTime(60_000)
  expect(shown()).toBeNull()
})

test('[UI-10] bad news interrupts, other news waits its turn', () => {
  toast('Copied.')
  expect(shown()!.getAttribute('role')).toBe('status')
  toast('Not recorded', { tone: 'negative' })
  expect(shown()!.getAttribute('role')).toBe('alert')
})

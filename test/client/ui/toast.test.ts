// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setCalm } from '../../../client/ui/preferences.ts'
import { focusToast, TOAST_MS, toast } from '../../../client/ui/toast.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  setCalm(false)
  document.querySelector('.toasts')?.dispatchEvent(new Event('mouseleave'))
  vi.advanceTimersByTime(120_000)
  vi.useRealTimers()
})

const shown = () => [...document.querySelectorAll('.toast')]
const texts = () => shown().map(one => one.querySelector('span')!.textContent)
const buttonOf = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('.toast button')].find(one => one.textContent === label)!

test('[UI-10] a toast says what happened and offers one thing to do about it', () => {
  const undo = vi.fn()
  toast('Seed dealers removed', { act: { label: 'Undo', run: undo } })
  expect(texts()).toEqual(['Seed dealers removed'])
  buttonOf('Undo').click()
  expect([undo.mock.calls.length, texts()]).toEqual([1, []])
})

test('[UI-10] a toast goes by itself, but stays while it is pointed at', () => {
  toast('Copied.')
  const place = document.querySelector('.toasts')!
  place.dispatchEvent(new Event('mouseenter'))
  vi.advanceTimersByTime(120_000)
  expect(texts()).toEqual(['Copied.'])

  place.dispatchEvent(new Event('mouseleave'))
  vi.advanceTimersByTime(120_000)
  expect(texts()).toEqual([])
})

test('[UI-10] bad news interrupts, other news waits its turn', () => {
  toast('Copied.')
  toast('Not recorded', { tone: 'negative' })
  expect(shown().map(one => one.parentElement!.getAttribute('role'))).toEqual(['status', 'alert'])
})

test('[KEY-20] no toast goes before ten seconds, and in calm mode none before thirty', () => {
  expect(TOAST_MS).toBeGreaterThanOrEqual(10_000)
  toast('Copied.')
  vi.advanceTimersByTime(10_000)
  expect(texts()).toEqual(['Copied.'])
  vi.advanceTimersByTime(10_000)
  expect(texts()).toEqual([])

  setCalm(true)
  toast('Copied.')
  vi.advanceTimersByTime(30_000)
  expect(texts()).toEqual(['Copied.'])
})

test('[KEY-21] the newest toast is reached by key, holds its time meanwhile, and gives the focus back', () => {
  const here = document.createElement('button')
  document.body.append(here)
  here.focus()
  expect(focusToast()).toBe(false)

  toast('First', { act: { label: 'Undo', run: () => {} } })
  toast('Second', { act: { label: 'Bring back', run: () => {} } })
  expect(focusToast()).toBe(true)
  expect(document.activeElement).toBe(buttonOf('Bring back'))
  vi.advanceTimersByTime(120_000)
  expect(texts()).toEqual(['First', 'Second'])

  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  expect([texts(), document.activeElement]).toEqual([['First'], here])
  here.remove()
})

test('[KEY-22] several acts can still be undone: three toasts stand, and the same words stand once', () => {
  for (const text of ['One', 'Two', 'Two', 'Three', 'Four']) toast(text)
  expect(texts()).toEqual(['Two', 'Three', 'Four'])
})

test('[KEY-23] while a dialog is open a toast stands inside it, and after it on the page', () => {
  const dialog = document.createElement('dialog')
  dialog.setAttribute('open', '')
  document.body.append(dialog)
  toast('Not recorded', { tone: 'negative' })
  expect(shown()[0]!.closest('dialog')).toBe(dialog)
  dialog.dispatchEvent(new Event('close'))
  expect(shown()[0]!.closest('dialog')).toBe(null)
  dialog.remove()
})

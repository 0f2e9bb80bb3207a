// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announce, announceRemote, REMOTE_EVERY_MS } from '../../../client/ui/announce.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

const own = () => document.getElementById('announce-own')
const remote = () => document.getElementById('announce-remote')

test('[UI-5] what this person did is said at once, and the same words twice are said twice', () => {
  announce('Moved')
  const first = own()!.firstChild
  announce('Moved')

  expect(own()!.textContent).toBe('Moved')
  expect(own()!.firstChild).not.toBe(first)
  expect(own()!.getAttribute('aria-live')).toBe('polite')
})

test('[UI-5] what others did is gathered and said together, at most once in five seconds', () => {
  announceRemote('Peter changed clause 8')
  announceRemote('Leila moved Radio')
  announceRemote('Leila moved Radio')
  expect(remote()).toBeNull()

  vi.advanceTimersByTime(REMOTE_EVERY_MS)
  expect(remote()!.textContent).toBe('Peter changed clause 8. Leila moved Radio')

  announceRemote('Peter left')
  vi.advanceTimersByTime(REMOTE_EVERY_MS - 1)
  expect(remote()!.textContent).not.toContain('Peter left')
})

// @vitest-environment jsdom
import { html, render } from 'lit'
import { afterEach, expect, test } from 'vitest'
import type { SavedState } from '../../../client/room/types.ts'
import { type SavedElement, savedBanner } from '../../../client/ui/saved.ts'

afterEach(() => document.body.replaceChildren())

async function indicator(...states: SavedState[]): Promise<{ seen: string; said: string }> {
  const element = document.createElement('tr-saved') as SavedElement
  document.body.append(element)
  for (const state of states) {
    element.state = state
    await element.updateComplete
  }
  return {
    seen: element.querySelector('.saved')!.textContent!.replace(/\s+/g, ' ').trim(),
    said: element.querySelector('[role=status]')!.textContent!,
  }
}

function banner(state: SavedState): string {
  const place = document.createElement('div')
  render(
    html`${savedBanner({ state, why: 'You may read this, not change it.', waiting: '12 changes', show: () => {} })}`,
    place,
  )
  return place.textContent!.replace(/\s+/g, ' ').trim()
}

test('[UI-11] the saved indicator shows each state in its own words', async () => {
  expect((await indicator({ type: 'loading' })).seen).toBe('Opening')
  expect((await indicator({ type: 'saved', at: 0 })).seen).toMatch(/^Saved \d/)
  expect((await indicator({ type: 'saving', count: 3 })).seen).toBe('Saving 3')
  expect((await indicator({ type: 'offline', since: 0, count: 12 })).seen).toBe('Offline: kept on this device (12)')
  expect((await indicator({ type: 'offline', since: 0, count: 12, writing: true })).seen).toBe(
    'Offline: writing to this device (12)',
  )
  expect((await indicator({ type: 'offline', since: 0, count: 0 })).seen).toBe('Offline')
  expect((await indicator({ type: 'not-saved', code: 'read-only', count: 1 })).seen).toBe('Not saved')
})

test('[UI-11] typing is not announced; losing the line, losing words and their end are', async () => {
  const saved: SavedState = { type: 'saved', at: 0 }
  const offline: SavedState = { type: 'offline', since: 0, count: 2 }

  expect((await indicator(saved, { type: 'saving', count: 1 }, saved)).said).toBe('')
  expect((await indicator(saved, offline)).said).toBe('Offline')
  expect((await indicator(offline, { type: 'saving', count: 2 }, saved)).said).toBe('Saved again')
  expect((await indicator({ type: 'not-saved', code: 'x', count: 1 })).said).toBe('Not saved')
})

test('[UI-12] a banner stands only while offline or not saved, and says what becomes of the changes', () => {
  expect(banner({ type: 'saved', at: 0 })).toBe('')
  expect(banner({ type: 'saving', count: 3 })).toBe('')
  expect(banner({ type: 'offline', since: 0, count: 12 })).toContain('12 changes wait on this device')
  expect(banner({ type: 'offline', since: 0, count: 12, writing: true })).not.toContain('12 changes wait')
  expect(banner({ type: 'offline', since: 0, count: 12, kept: false })).toContain('leave this tab open')
  expect(banner({ type: 'not-saved', code: 'read-only', count: 1 })).toContain('You may read this, not change it.')
})

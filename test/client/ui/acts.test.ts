// @vitest-environment jsdom
import { LitElement } from 'lit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Act, actsNow, followKeys, keyHintsNow, provideActs, provideKeyHints } from '../../../client/ui/acts.ts'
import { pressed } from '../../../client/ui/keys.ts'
import { setSingleKeys } from '../../../client/ui/preferences.ts'

let acts: Act[] = []

class OfferingElement extends LitElement {
  constructor() {
    super()
    provideActs(this, () => acts)
    provideKeyHints(this, () => [{ keys: ['M'], label: 'Move it', where: 'In the map' }])
  }
}
customElements.define('x-offering', OfferingElement)

let unfollow = () => {}
beforeEach(() => {
  unfollow = followKeys()
  document.body.append(document.createElement('x-offering'))
})
afterEach(() => {
  unfollow()
  document.body.replaceChildren()
  setSingleKeys(true)
})

const press = (key: string, init: KeyboardEventInit = {}, target: HTMLElement = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))

function add<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  document.body.append(element)
  return element
}

test('[KEY-6] a page offers its acts and keys while it is there, and no longer', () => {
  acts = [{ id: 'add', label: 'Add', run: () => {} }]
  expect([actsNow().map(act => act.id), keyHintsNow().length]).toEqual([['add'], 1])
  document.body.replaceChildren()
  expect([actsNow(), keyHintsNow()]).toEqual([[], []])
})

test('[KEY-7] single keys act, but not while someone types, not in a dialog, and not when they are switched off', () => {
  const run = vi.fn()
  acts = [{ id: 'add', label: 'Add', keys: 'N', run }]
  press('n')
  expect(run).toHaveBeenCalledTimes(1)

  press('n', {}, add('input'))
  press('n', {}, add('textarea'))
  press('n', {}, add('dialog'))
  press('n', { ctrlKey: true })
  expect(run).toHaveBeenCalledTimes(1)

  setSingleKeys(false)
  press('n')
  expect(run).toHaveBeenCalledTimes(1)
})

test('[KEY-7] keys with a modifier work while typing; undo is the field’s own there', () => {
  const [find, undo] = [vi.fn(), vi.fn()]
  acts = [
    { id: 'find', label: 'Find', keys: 'Mod+K', run: find },
    { id: 'undo', label: 'Undo', keys: 'Mod+Z', run: undo },
  ]
  const field = add('input')
  press('k', { ctrlKey: true }, field)
  press('z', { ctrlKey: true }, field)
  expect([find.mock.calls.length, undo.mock.calls.length]).toEqual([1, 0])
  press('z', { ctrlKey: true })
  expect(undo).toHaveBeenCalledTimes(1)
})

test('[KEY-8] an act that would be refused says why by its key, and its key does nothing else', () => {
  const run = vi.fn()
  acts = [{ id: 'undo', label: 'Undo', keys: 'Mod+Z', off: 'Nothing to undo.', run }]
  expect(press('z', { ctrlKey: true })).toBe(false)
  expect(run).not.toHaveBeenCalled()
  expect(document.querySelector('.toast')?.textContent).toContain('Nothing to undo.')
})

test('[KEY-9] a letter is found by its place on a keyboard of another script', () => {
  const event = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init)
  expect(pressed(event({ key: 'ن', code: 'KeyK', ctrlKey: true }), 'Mod+K')).toBe(true)
  expect(pressed(event({ key: 'k', code: 'KeyV', ctrlKey: true }), 'Mod+K')).toBe(true)
  expect(pressed(event({ key: 'v', code: 'KeyK', ctrlKey: true }), 'Mod+K')).toBe(false)
  expect(pressed(event({ key: '?', shiftKey: true }), '?')).toBe(true)
  expect(pressed(event({ key: 'Z', ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true)
  expect(pressed(event({ key: 'Z', ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false)
})

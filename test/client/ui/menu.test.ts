// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MenuElement, MenuItem } from '../../../client/ui/menu.ts'
import '../../../client/ui/menu.ts'

const ran: string[] = []
const items: MenuItem[] = [
  { label: 'Comment', run: () => ran.push('Comment') },
  { label: 'Move', run: () => ran.push('Move') },
  { label: 'Sign', off: '2 clauses are not cleared', run: () => ran.push('Sign') },
  { label: 'Remove', danger: true, run: () => ran.push('Remove') },
]
let menu: MenuElement
let list: HTMLElement

beforeEach(async () => {
  // jsdom has no popover: shown and hidden as the platform does it, with its toggle event.
  HTMLElement.prototype.showPopover = function () {
    this.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }))
  }
  HTMLElement.prototype.hidePopover = function () {
    this.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'closed' }))
  }
  ran.length = 0
  menu = document.createElement('tr-menu') as MenuElement
  menu.label = 'More for Seed dealers'
  menu.items = items
  document.body.append(menu)
  await menu.updateComplete
  list = menu.querySelector('[role=menu]')!
})
afterEach(() => document.body.replaceChildren())

const focused = () => document.activeElement?.textContent?.trim()
const press = (key: string, on: Element = document.activeElement!) =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

test('[UI-9] a menu opens by keyboard, arrows and Home and End move around in it, and it wraps', () => {
  press('ArrowDown', menu.querySelector('.menu-button')!)
  expect(focused()).toContain('Comment')
  press('ArrowDown')
  expect(focused()).toContain('Move')
  press('End')
  expect(focused()).toContain('Remove')
  press('ArrowDown')
  expect(focused()).toContain('Comment')
  press('ArrowUp')
  expect(focused()).toContain('Remove')
  press('Home')
  expect(focused()).toContain('Comment')
})

test('[UI-9] choosing runs the act once; what cannot be chosen says why and does nothing', () => {
  const buttons = [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')]
  buttons[1]!.click()
  buttons[2]!.click()

  expect(ran).toEqual(['Move'])
  expect(buttons[2]!.getAttribute('aria-disabled')).toBe('true')
  expect(buttons[2]!.textContent).toContain('2 clauses are not cleared')
})

test('[UI-9] a menu button is named, and closing gives the focus back to it', () => {
  const button = menu.querySelector<HTMLElement>('.menu-button')!
  const hide = vi.spyOn(list, 'hidePopover')
  press('ArrowDown', button)
  press('Tab')

  expect(button.getAttribute('aria-label')).toBe('More for Seed dealers')
  expect(hide).toHaveBeenCalled()
  expect(document.activeElement).toBe(button)
})

// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { IdleWorld } from '../../../client/pages/idle.ts'
import { leaveWhenIdle } from '../../../client/pages/idle-shared.ts'
import { isLeaving, takeLeavingBack } from '../../../client/pages/leave-shared.ts'
import type { DialogElement } from '../../../client/ui/dialog.ts'
import { standInForDialogs } from '../support/dialogs.ts'

const MINUTE = 60_000

/** A world whose clock and phone are the test's. */
function world() {
  const signs = new Set<() => void>()
  const wakes = new Set<() => void>()
  const timers = new Set<{ at: number; task: () => void }>()
  let now = 1_000
  const join = (set: Set<() => void>, one: () => void) => {
    set.add(one)
    return () => set.delete(one)
  }
  const given: IdleWorld = {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    onSign: listener => join(signs, listener),
    onWake: listener => join(wakes, listener),
  }
  return {
    given,
    touch() {
      for (const sign of [...signs]) sign()
    },
    wake() {
      for (const wake of [...wakes]) wake()
    },
    /** Time in which the phone sleeps: no timer runs. */
    sleep(ms: number) {
      now += ms
    },
    pass(ms: number) {
      const end = now + ms
      for (;;) {
        const next = [...timers].filter(one => one.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers.delete(next)
        now = Math.max(now, next.at)
        next.task()
      }
      now = end
    },
    idle: () => timers.size === 0 && signs.size === 0 && wakes.size === 0,
  }
}

beforeEach(() => {
  standInForDialogs()
  history.replaceState(null, '', '/p/table')
})
afterEach(() => {
  takeLeavingBack()
  document.body.replaceChildren()
})

const question = () => document.querySelector<DialogElement>('tr-dialog')
const free = () => false

test('[REC-14] a shared phone that nobody touches asks after twenty-nine minutes and leaves a minute later', () => {
  const { given, pass, idle } = world()
  const stop = leaveWhenIdle(free, given)
  pass(29 * MINUTE - 1)
  expect(question()).toBeNull()
  pass(1)
  expect(question()!.heading).toBe('Are you still here?')
  expect(question()!.querySelector('button')!.textContent).toBe('I am still here')
  pass(MINUTE - 1)
  expect(isLeaving()).toBe(false)
  pass(1)
  expect([isLeaving(), location.pathname, question()]).toEqual([true, '/left', null])
  stop()
  expect(idle()).toBe(true)
})

test('[REC-14] any touch or key is a sign: the question goes, and the half hour begins anew', () => {
  const { given, pass, touch } = world()
  const stop = leaveWhenIdle(free, given)
  pass(20 * MINUTE)
  touch()
  pass(29 * MINUTE - 1)
  expect(question()).toBeNull()
  pass(2)
  expect(question()).not.toBeNull()
  touch()
  expect(question()).toBeNull()
  pass(28 * MINUTE)
  expect([isLeaving(), question()]).toEqual([false, null])
  stop()
})

test('[REC-14] a phone that slept past its time leaves as it wakes, whoever touches it; a table that is closed asks no more', () => {
  for (const act of ['wake', 'touch'] as const) {
    const phone = world()
    const stop = leaveWhenIdle(free, phone.given)
    phone.sleep(3 * 60 * MINUTE)
    phone[act]()
    expect(isLeaving()).toBe(true)
    takeLeavingBack()
    stop()
  }
  const { given, pass } = world()
  const stop = leaveWhenIdle(free, given)
  pass(29 * MINUTE)
  stop()
  expect(question()).toBeNull()
})

test('[REC-14] what still has to go out is not thrown away: leaving waits for it, and looks again each minute', () => {
  const { given, pass, touch } = world()
  const busy = vi.fn(() => true)
  const stop = leaveWhenIdle(busy, given)
  pass(45 * MINUTE)
  expect(isLeaving()).toBe(false)
  expect(question()).not.toBeNull()
  busy.mockReturnValue(false)
  pass(MINUTE)
  expect(isLeaving()).toBe(true)
  takeLeavingBack()
  busy.mockReturnValue(true)
  pass(40 * MINUTE)
  touch()
  expect([isLeaving(), question()]).toEqual([false, null])
  stop()
})

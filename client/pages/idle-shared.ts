import { msg } from '@lit/localize'
import { html, render } from 'lit'
import '../ui/dialog.ts'
import type { DialogElement } from '../ui/dialog.ts'
import { isLeaving, leaveSharedPhone } from './leave-shared.ts'
import { type IdleWorld, watchIdle } from './idle.ts'

const SIGNS = ['pointerdown', 'keydown', 'click'] as const
/** Tabs tell each other that somebody is here, at most so often, in milliseconds. */
const TELL_EVERY = 10_000

/**
 * Leaves a shared phone at whose table nobody touches anything: its open line would keep the session alive for whoever finds
 * it. `busy` says that something written here still has to go out, which leaving would lose.
 */
export function leaveWhenIdle(busy: () => boolean, world: IdleWorld = browserWorld()): () => void {
  let question: HTMLElement | null = null
  return watchIdle(world, {
    ask() {
      question = askWhetherHere()
    },
    here() {
      question?.remove()
      question = null
    },
    leave() {
      if (!isLeaving()) leaveSharedPhone()
    },
    busy,
  })
}

function askWhetherHere(): HTMLElement {
  const dialog = document.createElement('tr-dialog') as DialogElement
  dialog.heading = msg('Are you still here?')
  // Pressing the button, or anything else, is the sign itself.
  render(
    html`<div class="stack">
      <p>${msg('Nobody has touched this phone for a while. In one minute it leaves the table, so that whoever finds it cannot read on.')}</p>
      <button class="btn primary wide" type="button" autofocus @click=${() => (dialog.open = false)}>${msg('I am still here')}</button>
    </div>`,
    dialog,
  )
  document.body.append(dialog)
  dialog.open = true
  return dialog
}

function browserWorld(): IdleWorld {
  return {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    onSign(listener) {
      const others = new BroadcastChannel('trestle-here')
      let told = 0
      const sign = (): void => {
        listener()
        if (Date.now() - told < TELL_EVERY) return
        told = Date.now()
        others.postMessage('here')
      }
      others.addEventListener('message', listener)
      for (const type of SIGNS) addEventListener(type, sign, { capture: true, passive: true })
      return () => {
        others.close()
        for (const type of SIGNS) removeEventListener(type, sign, { capture: true })
      }
    },
    onWake(listener) {
      const seen = (): void => {
        if (document.visibilityState === 'visible') listener()
      }
      document.addEventListener('visibilitychange', seen)
      return () => document.removeEventListener('visibilitychange', seen)
    },
  }
}

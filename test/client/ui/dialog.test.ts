// @vitest-environment jsdom
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { confirmAct, type DialogElement } from '../../../client/ui/dialog.ts'
import { standInForDialogs } from '../support/dialogs.ts'

beforeAll(standInForDialogs)

afterEach(() => document.body.replaceChildren())

const words = { heading: 'Remove it?', body: 'It is taken away.', act: 'Remove', cancel: 'Keep it', danger: true }

async function asked(press: 'Remove' | 'Keep it' | 'Escape'): Promise<boolean> {
  const answer = confirmAct(words)
  const dialog = document.querySelector<DialogElement>('tr-dialog')!
  await dialog.updateComplete
  await vi.waitFor(() => expect(dialog.querySelectorAll('button').length).toBe(2))
  if (press === 'Escape') dialog.shadowRoot!.querySelector('dialog')!.close()
  else [...dialog.querySelectorAll('button')].find(button => button.textContent === press)!.click()
  return answer
}

test('[UI-8] a question before an act is answered yes by its own button alone', async () => {
  expect(await asked('Remove')).toBe(true)
  expect(await asked('Keep it')).toBe(false)
  expect(await asked('Escape')).toBe(false)
  expect(document.querySelector('tr-dialog')).toBeNull()
})

test('[UI-8] a dialog is named by its heading, holds what is put in it, and tells once that it closed', async () => {
  const dialog = document.createElement('tr-dialog') as DialogElement
  const closed = vi.fn()
  dialog.heading = 'Add a party'
  dialog.append(document.createElement('form'))
  dialog.querySelector('form')!.append(document.createElement('input'))
  dialog.addEventListener('close', closed)
  document.body.append(dialog)
  dialog.open = true
  await dialog.updateComplete
  const inner = dialog.shadowRoot!.querySelector('dialog')!

  expect(dialog.shadowRoot!.getElementById(inner.getAttribute('aria-labelledby')!)!.textContent).toBe('Add a party')
  expect(dialog.querySelector('form')).not.toBeNull()
  expect(inner.open).toBe(true)
  await vi.waitFor(() => expect(document.activeElement).toBe(dialog.querySelector('input')))

  dialog.open = false
  await dialog.updateComplete
  expect([inner.open, closed.mock.calls.length]).toEqual([false, 1])
})

// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { FileDropElement } from '../../../client/ui/file-drop.ts'

async function dropZone(): Promise<{ zone: FileDropElement; chosen: File[] }> {
  const zone = new FileDropElement()
  zone.name = 'clauses'
  zone.label = 'Choose a file'
  const chosen: File[] = []
  zone.addEventListener('chosen', event => chosen.push((event as CustomEvent<File>).detail))
  document.body.replaceChildren(zone)
  await zone.updateComplete
  return { zone, chosen }
}

const FILE = new File(['# Purpose'], 'clauses.md')

test('[UI-21] a file that is dropped is told as one that is chosen, and the browser does not open it', async () => {
  const { zone, chosen } = await dropZone()
  const drop = Object.assign(new Event('drop', { cancelable: true }), { dataTransfer: { files: [FILE] } })
  zone.querySelector('.drop-zone')!.dispatchEvent(drop)
  expect(drop.defaultPrevented).toBe(true)

  const input = zone.querySelector('input')!
  Object.defineProperty(input, 'files', { value: [FILE] })
  input.dispatchEvent(new Event('change'))

  expect(chosen).toEqual([FILE, FILE])
})

test('[UI-21] the field has its label, and what is wrong with a file is said beside it and tied to it', async () => {
  const { zone } = await dropZone()
  zone.trouble = 'This is no Word file.'
  await zone.updateComplete

  const input = zone.querySelector('input')!
  expect(zone.querySelector('label')!.htmlFor).toBe(input.id)
  const said = zone.querySelector(`#${input.getAttribute('aria-describedby')}`)!
  expect(said.getAttribute('role')).toBe('alert')
  expect(said.textContent).toContain('This is no Word file. Nothing was changed.')
})

// @vitest-environment jsdom
import { html, render } from 'lit'
import { expect, test } from 'vitest'
import { areaField, selectField, textField } from '../../../client/ui/field.ts'

const place = document.createElement('div')
const said: string[] = []
const options = {
  id: 'name',
  label: 'Your name',
  value: 'Salma',
  hint: 'As others see it',
  error: 'Give a name',
  onInput: (value: string) => said.push(value),
}

test('[UI-7] hint and error are tied to the field that they speak of', () => {
  for (const field of [
    textField(options),
    areaField(options),
    selectField({ ...options, options: [{ value: 'Salma', label: 'Salma' }] }),
  ]) {
    render(html`${field}`, place)
    const control = place.querySelector<HTMLInputElement>('#name')!

    expect(place.querySelector('label')!.htmlFor).toBe('name')
    expect(control.getAttribute('aria-describedby')).toBe('name-hint name-error')
    expect(control.getAttribute('aria-invalid')).toBe('true')
    expect(place.querySelector('#name-error')!.textContent).toContain('Give a name')
    expect(place.querySelector('#name-hint')!.textContent).toBe('As others see it')
  }
})

test('[UI-7] a field without error is not called invalid, and tells each input', () => {
  const { error: _error, hint: _hint, ...plain } = options
  render(textField(plain), place)
  const control = place.querySelector<HTMLInputElement>('#name')!
  control.value = 'Grace'
  control.dispatchEvent(new Event('input'))

  expect(said.at(-1)).toBe('Grace')
  expect([control.hasAttribute('aria-invalid'), control.hasAttribute('aria-describedby')]).toEqual([false, false])
})

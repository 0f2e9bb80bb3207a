// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageElement, type MessageOffer } from '../../../client/messages/message-dialog.ts'
import type { Message } from '../../../client/messages/compose.ts'

const message: Message = {
  type: 'position',
  who: 'Zuhura',
  table: 'Compact',
  party: 'Fishers',
  number: 6,
  what: 'Shall the gates open?',
  by: Date.UTC(2026, 10, 27, 14),
  link: 'https://table.example.org/p/x',
}
const offers: MessageOffer[] = [
  { label: 'Asha', message, person: { member: 'm1', name: 'Asha', language: 'sw', timeZone: 'Africa/Nairobi' } },
  { label: 'Jean', message, person: { member: 'm2', name: 'Jean', language: 'fr', timeZone: 'Europe/Paris' } },
]
const copied: string[] = []

beforeEach(() => {
  copied.length = 0
  vi.stubGlobal('navigator', {
    languages: ['en-GB'],
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

async function open(some = offers): Promise<MessageElement> {
  const element = new MessageElement()
  element.offers = some
  document.body.append(element)
  await element.updateComplete
  return element
}
const text = (element: Element) => element.querySelector<HTMLTextAreaElement>('#message-text')!
async function choose(element: MessageElement, id: string, value: string) {
  const select = element.querySelector<HTMLSelectElement>(`#${id}`)!
  select.value = value
  select.dispatchEvent(new Event('change'))
  await element.updateComplete
}

test('[ASK-7] a message opens in the reader’s language and zone, follows whom it is for, and is copied as it was changed', async () => {
  const element = await open()
  expect(text(element).value).toContain('anaomba msimamo wa Fishers')
  expect(text(element).value).toContain('17:00')
  await choose(element, 'message-person', '1')
  expect(text(element).value).toContain('demande la position de Fishers')
  expect(text(element).value).toContain('15:00')
  await choose(element, 'message-language', 'en')
  expect(text(element).value).toContain('asks for the position')
  text(element).value = `${text(element).value}\nThank you`
  text(element).dispatchEvent(new Event('input'))
  await element.updateComplete
  const copy = [...element.querySelectorAll('button')].find(button => button.textContent?.trim() === 'Copy')!
  copy.click()
  await vi.waitFor(() => expect(copied).toHaveLength(1))
  expect(copied[0]).toMatch(/^Zuhura asks for[\s\S]*Thank you$/)
})

test('[ASK-8] without the reader’s own language the sender’s stands; Share is there where the system has a sheet', async () => {
  const element = await open([{ label: '', message, person: null }])
  expect(text(element).value).toContain('asks for the position')
  expect(element.querySelector('#message-person')).toBeNull()
  expect(element.textContent).not.toContain('Share')
  element.remove()
  const share = vi.fn(async () => {})
  vi.stubGlobal('navigator', { languages: ['en'], share })
  const again = await open([{ label: '', message, person: null }])
  const button = [...again.querySelectorAll('button')].find(one => one.textContent?.trim() === 'Share')!
  button.click()
  await vi.waitFor(() => expect(share).toHaveBeenCalledWith({ text: text(again).value }))
})

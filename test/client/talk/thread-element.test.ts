// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import type { CommandBody } from '../../../client/room/types.ts'
import '../../../client/talk/talk-element.ts'
import type { TalkElement } from '../../../client/talk/talk-element.ts'
import { CANVAS, said, talkSession, threadOf } from './fakes.ts'

vi.mock('../../../client/ui/dialog.ts', () => ({ confirmAct: async () => true }))

afterEach(() => {
  document.body.replaceChildren()
  localStorage.clear()
  history.replaceState(null, '', '/')
})

async function shown(session: ReturnType<typeof talkSession>): Promise<TalkElement> {
  const element = document.createElement('tr-talk')
  Object.assign(element, { session, document: CANVAS, about: 'row', of: 'clause 4' })
  document.body.append(element)
  await settled(element)
  return element
}

async function settled(element: TalkElement): Promise<void> {
  await element.updateComplete
  for (const thread of element.querySelectorAll('tr-thread')) await thread.updateComplete
}

const text = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const button = (within: Element, words: string) =>
  [...within.querySelectorAll('button')].find(one => text(one).startsWith(words))!

const LONG = threadOf([
  said('a', 'bo', 10, {
    versions: [
      { words: 'At first', at: 10 },
      { words: 'In the end', at: 11 },
    ],
  }),
  said('b', 'ann', 12, { erased: { by: 'zu', at: 13 } }),
  said('c', 'al', 14, { mentions: ['bo'], versions: [{ words: 'Ask @Bo Lima.', at: 14 }] }),
])

test('[COM-16] closed, a thread shows how it began; opened, all of it, with what was changed or erased and by whom', async () => {
  const element = await shown(talkSession([LONG]))
  expect(text(element)).toContain('In the end')
  expect(text(element)).not.toContain('Ask @Bo')
  expect(text(element.querySelector('.unread')!)).toBe('New')
  button(element, '2 answers').click()
  await settled(element)
  await settled(element)
  expect(text(element)).toContain('changed')
  expect(text(element.querySelector('details')!)).toContain('At first')
  expect(text(element)).toContain('Erased by \u2068زُهرة\u2069.')
  expect(text(element.querySelector('.mention')!)).toBe('@Bo Lima')
  expect(element.querySelector('.unread')).toBeNull()
  const ids = [...element.querySelectorAll('.note')].map(one => one.id)
  expect(ids).toEqual(['comment-a', 'comment-b', 'comment-c'])
})

test('[COM-16] resolving asks the ledger; resolved threads stand behind a button and say who resolved them', async () => {
  const sent: CommandBody[] = []
  const execute = async (command: CommandBody) => {
    sent.push(command)
    return { ok: true as const, value: { seq: 1 } }
  }
  const open = await shown(talkSession([LONG], { execute }))
  button(open, '2 answers').click()
  await settled(open)
  button(open, 'Resolve').click()
  await vi.waitFor(() => expect(sent).toEqual([{ type: 'thread.resolve', document: CANVAS, thread: 'a' }]))
  open.remove()
  const done = await shown(talkSession([{ ...LONG, resolved: { by: 'bo', at: 20 } }]))
  expect(done.querySelector('tr-thread')).toBeNull()
  button(done, '1 resolved thread').click()
  await settled(done)
  expect(text(done)).toContain('Resolved by \u2068Bo Lima\u2069')
})

test('[COM-16] an address that names a thread opens it and brings the focus there, also when it is resolved', async () => {
  history.replaceState(null, '', '/p/x/d/y/row?thread=a')
  const element = await shown(talkSession([{ ...LONG, resolved: { by: 'bo', at: 20 } }]))
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('thread-a'))
  expect(element.querySelectorAll('.note')).toHaveLength(3)
})

test('[COM-16] who may only read sees threads and no place to write', async () => {
  const session = talkSession([LONG], { wouldRefuse: () => ({ code: 'not-allowed' }) })
  const element = await shown(session)
  button(element, '2 answers').click()
  await settled(element)
  expect(element.querySelector('textarea')).toBeNull()
  expect(button(element, 'Comment')).toBeUndefined()
  expect(button(element, 'Resolve')).toBeUndefined()
})

test('[MEN-5] who wrote a comment sends the same ask by message to whom it mentions, with the link of the thread', async () => {
  HTMLElement.prototype.hidePopover = () => {}
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no line in this test')))
  const mine = threadOf([said('m', 'ann', 10, { mentions: ['bo'], versions: [{ words: 'Ask @Bo Lima.', at: 10 }] })])
  const element = await shown(talkSession([mine]))
  button(element, 'Answer').click()
  await settled(element)
  await settled(element)
  const offered = [...element.querySelectorAll<HTMLElement>('[role=menuitem]')]
  offered.find(one => text(one) === 'Copy message')!.click()
  await vi.waitFor(() => expect(document.querySelector('tr-message #message-text')).not.toBeNull(), 5_000)

  const message = document.querySelector('tr-message')!
  const { value } = message.querySelector<HTMLTextAreaElement>('#message-text')!
  expect(value).toContain('Ann')
  expect(value).toContain('Ask @Bo Lima.')
  expect(value.split('\n')).toContain(`${location.origin}/p/partnership/d/${CANVAS}/row?thread=m`)
  expect(text(message)).toContain('Bo Lima')
  expect(text(message)).toContain('opens on this machine only')
  vi.unstubAllGlobals()
})

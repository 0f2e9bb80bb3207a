// @vitest-environment jsdom
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Awareness } from 'y-protocols/awareness'
import type { BoardElement } from '../../../client/kinds/board/board-element.ts'
import '../../../client/kinds/board/board-element.ts'
import type { CanvasRoom } from '../../../client/room/types.ts'
import { addCard, cardsOf } from '../../../shared/kinds/board/model.ts'

const toasted = vi.hoisted(() => [] as { text: string; act?: { run: () => void } }[])
vi.mock('../../../client/ui/toast.ts', () => ({
  toast: (text: string, options: { act?: { run: () => void } } = {}) => toasted.push({ text, ...options }),
}))

afterEach(() => {
  document.body.replaceChildren()
  toasted.length = 0
})

async function board(...notes: string[]): Promise<{ element: BoardElement; room: CanvasRoom; ids: string[] }> {
  const doc = new Y.Doc()
  const ids = notes.map(text => addCard(doc, text))
  const origin = {}
  const room = {
    document: 'boardboardboardboard',
    doc,
    awareness: new Awareness(doc),
    canEdit: true,
    loaded: true,
    people: [],
    undo: new Y.UndoManager(doc, { trackedOrigins: new Set([origin]) }),
    transact: (change: () => void) => doc.transact(change, origin),
    show: vi.fn(),
    subscribe: () => () => {},
  } as unknown as CanvasRoom
  const session = {
    id: 'partnership',
    me: { member: 'me', role: 'observer', party: null, name: 'Me' },
    ledger: emptyLedger,
    online: true,
    words: () => '',
    wouldRefuse: () => ({ code: 'not-allowed' }),
    subscribe: () => () => {},
  }
  const element = document.createElement('tr-board') as BoardElement
  Object.assign(element, { room, session })
  document.body.append(element)
  await element.updateComplete
  return { element, room, ids }
}

const texts = (room: CanvasRoom) =>
  cardsOf(room.doc)
    .all()
    .map(card => card.text)
const shown = (element: Element) => [...element.querySelectorAll('.note-card p')].map(one => one.textContent)

test('[BRD-4] a note is written, shown, and taken back by its own writer’s undo', async () => {
  const { element, room } = await board('Gate')
  const field = element.querySelector<HTMLTextAreaElement>('.adder textarea')!
  field.value = ' Salt '
  element.querySelector<HTMLFormElement>('.adder')!.requestSubmit()
  await element.updateComplete
  expect(shown(element)).toEqual(['Gate', 'Salt'])
  expect(field.value).toBe('')

  room.undo.undo()
  await element.updateComplete
  expect(shown(element)).toEqual(['Gate'])
})

test('[BRD-5] a note is edited in its place, and Escape leaves it as it was', async () => {
  const { element, room } = await board('Gate')
  const edit = async (words: string, key: string) => {
    element.querySelector<HTMLButtonElement>('.note-card button')!.click()
    await element.updateComplete
    const field = element.querySelector<HTMLTextAreaElement>('.card-edit')!
    field.value = words
    field.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: key === 'Enter', bubbles: true }))
    await element.updateComplete
  }

  await edit('Thrown away', 'Escape')
  expect(texts(room)).toEqual(['Gate'])
  await edit('Gate of March', 'Enter')
  expect(texts(room)).toEqual(['Gate of March'])
})

test('[BRD-6] Alt and an arrow move a note; a removed note comes back where it was', async () => {
  const { element, room, ids } = await board('one', 'two', 'three')
  element
    .querySelector(`#card-${ids[2]}`)!
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true }))
  await element.updateComplete
  expect(shown(element)).toEqual(['one', 'three', 'two'])

  const menu = element.querySelectorAll('tr-menu')[1] as unknown as { items: { danger?: boolean; run(): void }[] }
  menu.items.find(item => item.danger)!.run()
  await element.updateComplete
  expect(shown(element)).toEqual(['one', 'two'])

  toasted.at(-1)!.act!.run()
  await element.updateComplete
  expect(shown(element)).toEqual(['one', 'three', 'two'])
  expect(texts(room)).toEqual(['one', 'three', 'two'])
})

test('[BRD-7] two people edit one note at once: what both wrote stands', async () => {
  const { element, room, ids } = await board('Gate')
  element.querySelector<HTMLButtonElement>('.note-card button')!.click()
  await element.updateComplete
  const field = element.querySelector<HTMLTextAreaElement>('.card-edit')!
  field.value = 'Gate of March'
  cardsOf(room.doc).set(ids[0]!, { text: 'The Gate' })
  await element.updateComplete
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))
  await element.updateComplete

  expect(texts(room)).toEqual(['The Gate of March'])
})

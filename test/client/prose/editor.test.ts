// @vitest-environment jsdom
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { NAME_SHOWN_MS } from '../../../client/prose/carets.ts'
import { toggleHeading, toggleList } from '../../../client/prose/keys.ts'
import { canonicalProse, writeProse } from '../../../shared/model/prose.ts'
import { merge, type Writer, writer } from './editing.ts'

const open: Writer[] = []
const write = (doc?: Y.Doc, fragment?: string) => {
  const one = writer(doc, fragment)
  open.push(one)
  return one
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const one of open.splice(0)) one.close()
  vi.useRealTimers()
})

test('[AGR-40] two people type in one clause at once: both words are there, and both read one text', () => {
  const [ana, bo] = [write(), write()]
  ana.type('Kiosks open every day.')
  merge(ana.doc, bo.doc)

  ana.type('All ', 1)
  bo.type(' On both banks.')
  merge(ana.doc, bo.doc)

  expect(canonicalProse(ana.words)).toBe('All Kiosks open every day. On both banks.')
  expect(canonicalProse(bo.words)).toBe(canonicalProse(ana.words))
  expect(bo.view.state.doc.textContent).toBe(ana.view.state.doc.textContent)
})

test('[AGR-41] undo takes back one’s own words and never another’s', () => {
  const [ana, bo] = [write(), write()]
  ana.type('Ours. ')
  merge(ana.doc, bo.doc)
  bo.type('Theirs.')
  merge(ana.doc, bo.doc)

  ana.undo.undo()
  merge(ana.doc, bo.doc)
  expect(canonicalProse(bo.words)).toBe('Theirs.')

  ana.undo.undo()
  merge(ana.doc, bo.doc)
  expect(canonicalProse(bo.words)).toBe('Theirs.')

  ana.undo.redo()
  merge(ana.doc, bo.doc)
  expect(canonicalProse(ana.words)).toContain('Ours.')
  expect(canonicalProse(bo.words)).toContain('Theirs.')
})

test('[AGR-41] undoing a paragraph that another has since written in keeps the other’s words', () => {
  const [ana, bo] = [write(), write()]
  ana.type('x')
  merge(ana.doc, bo.doc)
  bo.type('yz')
  merge(ana.doc, bo.doc)

  while (ana.undo.canUndo()) ana.undo.undo()
  merge(ana.doc, bo.doc)

  expect(canonicalProse(bo.words)).toBe('yz')
})

test('[AGR-41] closing an editor ends nothing: what was typed can still be undone', () => {
  const doc = new Y.Doc()
  const ana = writer(doc)
  ana.type('typed')
  const { undo } = ana
  ana.close()

  undo.undo()

  expect(canonicalProse(doc.getXmlFragment('clause:a'))).toBe('')
})

test('[AGR-42] opening a text writes nothing', () => {
  const doc = new Y.Doc()
  writeProse(doc.getXmlFragment('clause:a'), [
    { type: 'heading', level: 2, text: 'Head' },
    { type: 'paragraph', text: 'bold', marks: { strong: true, link: 'https://a.org' } },
    {
      type: 'ordered_list',
      items: [
        'one',
        [
          { type: 'paragraph', text: 'two' },
          { type: 'bullet_list', items: ['deep'] },
        ],
      ],
    },
  ])
  let updates = 0
  doc.on('update', () => {
    updates += 1
  })

  const ana = write(doc)

  expect(updates).toBe(0)
  expect(ana.view.dom.innerHTML).toContain('href="https://a.org"')
})

test('[AGR-43] headings and lists come and go, and lists change their kind', () => {
  const ana = write()
  ana.type('Water')
  const run = (command: ReturnType<typeof toggleHeading>) => command(ana.view.state, ana.view.dispatch)

  run(toggleHeading(2))
  expect(canonicalProse(ana.words)).toBe('## Water')
  run(toggleHeading(2))
  run(toggleList('bullet_list'))
  expect(canonicalProse(ana.words)).toBe('- Water')
  run(toggleList('ordered_list'))
  expect(canonicalProse(ana.words)).toBe('1. Water')
  run(toggleList('ordered_list'))
  expect(canonicalProse(ana.words)).toBe('Water')
})

test('[AGR-44] another’s caret shows in the text that it is in, in their party’s hue, with a name for two seconds after it moves', async () => {
  const [ana, bo] = [write(), write()]
  ana.type('Kiosks open.')
  merge(ana.doc, bo.doc)
  const cursor = {
    anchor: Y.createRelativePositionFromTypeIndex(bo.words, 0),
    head: Y.createRelativePositionFromTypeIndex(bo.words, 0),
  }
  const appear = (fragment: string, name: string) => {
    bo.awareness.setLocalState({ user: { name, mark: 4 }, fragment, cursor: JSON.parse(JSON.stringify(cursor)) })
    applyAwarenessUpdate(ana.awareness, encodeAwarenessUpdate(bo.awareness, [bo.doc.clientID]), 'remote')
  }

  appear('clause:b', 'Peter Kariuki')
  expect(ana.view.dom.querySelector('.caret')).toBeNull()

  appear('clause:a', 'Peter Kariuki')
  expect(ana.view.dom.querySelector('.caret.p4')?.textContent).toBe('Peter')
  expect(ana.view.dom.querySelector('.caret')?.getAttribute('aria-hidden')).toBe('true')

  await vi.advanceTimersByTimeAsync(NAME_SHOWN_MS)
  expect(ana.view.dom.querySelector('.caret')?.textContent).toBe('')
})

test('[AGR-44] presence that makes no sense shows no caret and breaks nothing', () => {
  const ana = write()
  ana.type('Kiosks open.')
  const client = 4242
  for (const cursor of [
    'x',
    7,
    { anchor: 1, head: 2 },
    { anchor: {}, head: { item: { client: 'a', clock: -1 } } },
    { anchor: null, head: null },
  ]) {
    ana.awareness.states.set(client, { user: { name: { a: 1 }, mark: 'x' }, fragment: 'clause:a', cursor })
    ana.awareness.emit('change', [{ added: [client], updated: [], removed: [] }, 'remote'])
  }

  expect(ana.view.dom.textContent).toContain('Kiosks open.')
})

test('[AGR-45] only the editor with the focus publishes a caret, naming its text, and takes it back when left', async () => {
  const doc = new Y.Doc()
  const ana = write(doc)
  ana.type('Kiosks open.')
  await vi.advanceTimersByTimeAsync(0)
  expect(ana.shown).toEqual([])

  ana.view.focus()
  ana.type('!')
  await vi.advanceTimersByTimeAsync(0)
  expect(ana.shown.at(-1)).toMatchObject({
    fragment: 'clause:a',
    cursor: { anchor: expect.anything(), head: expect.anything() },
  })

  ana.view.dom.blur()
  await vi.advanceTimersByTimeAsync(0)
  expect(ana.shown.at(-1)).toEqual({ fragment: null, cursor: null })
})

test('[KEY-39] Ctrl with Home and End goes to the edges of the text, and selects with Shift', () => {
  const ana = write()
  ana.type('Kiosks open every day.')
  const press = (key: string, shiftKey = false) => {
    const event = new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true })
    ana.view.dom.dispatchEvent(event)
    return event.defaultPrevented
  }

  expect(press('Home')).toBe(true)
  expect(ana.view.state.selection.from).toBe(1)
  press('End', true)
  const { from, to } = ana.view.state.selection
  expect(ana.view.state.doc.textBetween(from, to)).toBe('Kiosks open every day.')
  press('End')
  expect(ana.view.state.selection.empty).toBe(true)
  press('Home', true)
  expect(ana.view.state.selection.head).toBe(1)
})

// @vitest-environment jsdom
import { render } from 'lit'
import { EditorState, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { expect, test } from 'vitest'
import { ySyncPlugin } from 'y-prosemirror'
import * as Y from 'yjs'
import { rangeMarks, selectedLetters, showRanges } from '../../../client/prose/range-marks.ts'
import { proseView } from '../../../client/prose/prose-view.ts'
import type { ProseRange } from '../../../client/prose/prose-range.ts'
import { proseSchema } from '../../../client/prose/schema.ts'
import { writeProse } from '../../../shared/model/prose.ts'
import { lettersIn, rangeOf, spanOf } from '../../../shared/model/prose-range.ts'

const WORDS = 'We meet  on Mondays at noon'

function text() {
  const doc = new Y.Doc()
  const words = doc.getXmlFragment('words')
  writeProse(words, [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'We meet  on ', marks: {} },
        { type: 'text', text: 'Mondays', marks: { strong: true } },
        { type: 'text', text: ' at noon', marks: {} },
      ],
    },
    { type: 'paragraph', text: 'With bread.' },
  ])
  return { doc, words }
}

/** A range over `quote`, which stands in the first paragraph. */
const over = (quote: string, id = 't1'): ProseRange => {
  const from = lettersIn(WORDS.slice(0, WORDS.indexOf(quote)))
  return { id, span: { from, to: from + lettersIn(quote) }, hue: 'p3', href: `?thread=${id}` }
}

const talked = (root: Element) => [...root.querySelectorAll('.talked')].map(one => one.textContent)

test('[COM-15] the static view underlines just the words, through marks and runs of blanks, and leads on by a dot', () => {
  const { doc } = text()
  const place = document.createElement('div')
  render(proseView(doc, 'words', [over('on Mondays at')]), place)
  expect(talked(place).join('')).toBe('on Mondays at')
  expect(place.querySelector('.prose p')?.textContent).toBe('We meet on Mondays at noon')
  const dots = [...place.querySelectorAll<HTMLAnchorElement>('a.talk-dot')]
  expect(dots.map(dot => [dot.getAttribute('href'), dot.getAttribute('aria-label')])).toEqual([
    ['?thread=t1', 'Comment on these words'],
  ])
  expect(dots[0]?.textContent).toBe('')
  render(proseView(doc, 'words', []), place)
  expect(talked(place)).toEqual([])
})

test('[COM-15] two comments on words that overlap each have their dot, and words before and after have none', () => {
  const { doc } = text()
  const place = document.createElement('div')
  render(proseView(doc, 'words', [over('meet  on'), over('on Mondays', 't2')]), place)
  expect(talked(place).join('')).toBe('meet on Mondays')
  expect([...place.querySelectorAll<HTMLElement>('.talk-dot')].map(dot => dot.dataset.thread)).toEqual(['t1', 't2'])
})

test('[COM-15] the editor underlines the same words without changing the text, and they move with what is typed before them', () => {
  const { doc, words } = text()
  const before = Y.encodeStateVector(doc)
  const place = document.body.appendChild(document.createElement('div'))
  const plugins = [ySyncPlugin(words), rangeMarks([over('on Mondays')])]
  const view = new EditorView(place, { state: EditorState.create({ schema: proseSchema, plugins }) })
  expect(talked(place).join('')).toBe('on Mondays')
  expect(place.querySelectorAll('.talk-dot')).toHaveLength(1)
  expect(Y.encodeStateVector(doc)).toEqual(before)
  view.dispatch(view.state.tr.insertText('Now: ', 1))
  expect(talked(place).join('')).toBe('on Mondays')
  showRanges(view, [])
  expect(talked(place)).toEqual([])
  const start = view.state.doc.textBetween(0, 40).indexOf('Mondays') + 1
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, start, start + 7)))
  const span = selectedLetters(view.state)!
  const range = rangeOf(words, span)!
  expect(spanOf(words, range, 'Mondays')).toEqual(span)
  expect(span.to - span.from).toBe(7)
  view.destroy()
})

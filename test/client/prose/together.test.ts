// @vitest-environment jsdom
import { TextSelection } from 'prosemirror-state'
import { afterEach, expect, test } from 'vitest'
import { canonicalProse, writeProse } from '../../../shared/model/prose.ts'
import { merge, type Writer, writer } from './editing.ts'

const ANA = 'Fishers go out at dawn.'
const BO = 'Brokers listen to all.'

const open: Writer[] = []
const write = () => {
  const one = writer()
  open.push(one)
  return one
}
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

test.each([1, 2, 5])(
  '[AGR-56] two people type at the very same place, %i letters between messages: each one’s words stay whole',
  lag => {
    const [ana, bo] = [write(), write()]
    writeProse(ana.words, [{ type: 'paragraph', text: 'We agree. ' }])
    merge(ana.doc, bo.doc)
    caret(ana, 11)
    caret(bo, 11)

    typeAtOnce(ana, bo, lag)

    expect(canonicalProse(ana.words)).toContain(ANA)
    expect(canonicalProse(ana.words)).toContain(BO)
    expect(canonicalProse(ana.words)).toHaveLength(`We agree. ${ANA}${BO}`.length)
    expect(canonicalProse(bo.words)).toBe(canonicalProse(ana.words))
  },
)

test('[AGR-56] a caret stays behind the letter before it when another writes there', () => {
  const [ana, bo] = [write(), write()]
  writeProse(ana.words, [{ type: 'paragraph', text: 'We agree.' }])
  merge(ana.doc, bo.doc)
  caret(ana, 3)
  bo.type('all ', 4)
  caret(ana, 10)
  bo.type(' Gladly.')
  merge(ana.doc, bo.doc)

  expect(ana.view.state.selection.head).toBe('We all agree.'.length + 1)
})

test.each([1, 2, 5])(
  '[AGR-57] two people begin in one empty line, %i letters between messages: no letter is doubled or lost',
  lag => {
    const [ana, bo] = [write(), write()]
    ana.type('We agree:')
    ana.view.dispatch(ana.view.state.tr.split(10))
    merge(ana.doc, bo.doc)
    caret(ana, 12)
    caret(bo, 12)

    typeAtOnce(ana, bo, lag)

    const [, line] = canonicalProse(ana.words).split('\n\n')
    expect([`${ANA}${BO}`, `${BO}${ANA}`]).toContain(line)
    expect(canonicalProse(bo.words)).toBe(canonicalProse(ana.words))
  },
)

test('[AGR-57] an empty line that one made is taken back by undo, unless another has written in it', () => {
  const [ana, bo] = [write(), write()]
  ana.type('We agree:')
  ana.view.dispatch(ana.view.state.tr.split(10))
  merge(ana.doc, bo.doc)
  ana.undo.undo()
  expect(ana.view.state.doc.childCount).toBe(1)

  ana.undo.redo()
  merge(ana.doc, bo.doc)
  bo.type('Gladly.')
  merge(ana.doc, bo.doc)
  ana.undo.undo()
  expect(canonicalProse(ana.words)).toContain('Gladly.')
})

test('[AGR-58] undo puts the caret back, and what another writes next leaves it there', () => {
  const [ana, bo] = [write(), write()]
  writeProse(ana.words, [{ type: 'paragraph', text: 'We agree on water.' }])
  merge(ana.doc, bo.doc)
  ana.type('all ', 4)
  merge(ana.doc, bo.doc)
  caret(ana, 1)
  ana.undo.undo()
  expect(ana.view.state.selection.head).toBe(4)

  caret(ana, 13)
  bo.type('!')
  merge(ana.doc, bo.doc)
  expect(ana.view.state.selection.head).toBe(13)
})

function caret({ view }: Writer, at: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)))
}

function typeAtOnce(ana: Writer, bo: Writer, lag: number): void {
  for (let at = 0; at < Math.max(ANA.length, BO.length); at++) {
    ana.view.dispatch(ana.view.state.tr.insertText(ANA.charAt(at)))
    bo.view.dispatch(bo.view.state.tr.insertText(BO.charAt(at)))
    if (at % lag === lag - 1) merge(ana.doc, bo.doc)
  }
  merge(ana.doc, bo.doc)
}

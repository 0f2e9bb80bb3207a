// @vitest-environment jsdom
import { render } from 'lit'
import { DOMParser as ProseParser } from 'prosemirror-model'
import { EditorState, TextSelection } from 'prosemirror-state'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { hasLooseText, liftLooseText, proseFits } from '../../../client/prose/fit.ts'
import { linkAround, removeLink, setLink, typedHref } from '../../../client/prose/links.ts'
import { canonicalView, proseView } from '../../../client/prose/prose-view.ts'
import { proseSchema } from '../../../client/prose/schema.ts'
import { canonicalProse, writeProse } from '../../../shared/model/prose.ts'

const fresh = () => new Y.Doc().getXmlFragment('clause:a')

function parsed(markup: string) {
  const page = document.createElement('div')
  page.innerHTML = markup
  return ProseParser.fromSchema(proseSchema).parse(page)
}

test('[AGR-46] a text with nodes or marks of a newer version is not opened, so that nothing of it is deleted', () => {
  const known = fresh()
  writeProse(known, [
    { type: 'bullet_list', items: ['a'] },
    { type: 'paragraph', text: 'b', marks: { link: 'tel:1', em: true } },
  ])
  const figure = fresh()
  figure.insert(0, [new Y.XmlElement('figure')])
  const marked = fresh()
  writeProse(marked, [{ type: 'paragraph', text: 'a' }])
  ;((marked.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 1, { suggestion: { by: 'x' } })

  expect([known, figure, marked].map(proseFits)).toEqual([true, false, false])
})

test('[AGR-47] loose text that a tool wrote gets its paragraph, words and marks unchanged', () => {
  const fragment = fresh()
  const loose = new Y.XmlText()
  loose.applyDelta([{ insert: 'Gate ' }, { insert: 'open', attributes: { strong: {} } }])
  fragment.insert(0, [loose])
  const before = canonicalProse(fragment)

  expect(hasLooseText(fragment)).toBe(true)
  liftLooseText(fragment)

  expect(hasLooseText(fragment)).toBe(false)
  expect((fragment.get(0) as Y.XmlElement).nodeName).toBe('paragraph')
  expect(canonicalProse(fragment)).toBe(before)
})

test('[AGR-48] pasting keeps words, lists, headings and safe links, and nothing else', () => {
  const doc = parsed(
    '<h1>Head</h1><p style="color:red" onclick="x()">a <b>b</b> <a href="javascript:alert(1)">c</a> <a href="https://a.org">d</a><script>bad()</script><img src="x" onerror="y()"></p><ul><li>e</li></ul>',
  )
  const json = JSON.stringify(doc.toJSON())

  expect(doc.textContent).toBe('Heada b c de')
  expect(json).not.toMatch(/javascript|onclick|onerror|bad\(|img|color/)
  expect(json).toContain('"href":"https://a.org"')
  expect(doc.child(2).type.name).toBe('bullet_list')
})

test('[AGR-48] a heading that is copied out of a text keeps its level when it is pasted back', () => {
  expect(
    parsed('<h3 data-level="1">x</h3><h6>y</h6>')
      .toJSON()
      .content.map((node: { attrs: { level: number } }) => node.attrs.level),
  ).toEqual([1, 3])
})

test('[AGR-49] what is shown without an editor is the same content, each block in its own direction', () => {
  const doc = new Y.Doc()
  writeProse(doc.getXmlFragment('clause:a'), [
    { type: 'heading', level: 2, text: 'ماء' },
    { type: 'paragraph', text: 'bold', marks: { strong: true, em: true, link: 'https://a.org' } },
    { type: 'ordered_list', items: ['one'] },
  ])
  const page = document.createElement('div')
  const other = document.createElement('div')
  render(proseView(doc, 'clause:a'), page)
  render(canonicalView(canonicalProse(doc.getXmlFragment('clause:a'))), other)

  expect(page.querySelector('h4[dir=auto]')?.textContent).toBe('ماء')
  expect(page.querySelector('p a[href="https://a.org"] strong em')?.textContent).toBe('bold')
  expect(page.querySelector('ol > li > p')?.textContent).toBe('one')
  expect(other.textContent).toBe(page.textContent)
})

test('[AGR-7] a typed address is taken as meant, or not at all', () => {
  expect(typedHref('example.org/a')).toBe('https://example.org/a')
  expect(typedHref('a@example.org')).toBe('mailto:a@example.org')
  expect(typedHref('https://a.org')).toBe('https://a.org')
  for (const bad of ['', 'gate', 'javascript:alert(1)', 'data:text/html,x']) expect(typedHref(bad)).toBeNull()
})

test('[AGR-50] a link is set on the selection, found from within, changed and taken away; its words stay', () => {
  const doc = parsed('<p>see the gauge now</p>')
  let state = EditorState.create({ doc, selection: TextSelection.create(doc, 9, 14) })
  state = state.apply(setLink(state, 'https://a.org'))
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, 11)))
  expect(linkAround(state)).toEqual({ href: 'https://a.org', from: 9, to: 14 })

  state = state.apply(setLink(state, 'https://b.org'))
  expect(linkAround(state)?.href).toBe('https://b.org')
  state = state.apply(removeLink(state))

  expect(linkAround(state)).toBeNull()
  expect(state.doc.textContent).toBe('see the gauge now')
})

// @vitest-environment jsdom
import { render } from 'lit'
import { DOMParser as ProseParser, Slice } from 'prosemirror-model'
import { type Command, TextSelection } from 'prosemirror-state'
import { goToNextCell } from 'prosemirror-tables'
import { afterEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { fillBareCells, hasBareCells, proseFits } from '../../../client/prose/fit.ts'
import { canonicalView, proseView } from '../../../client/prose/prose-view.ts'
import { proseSchema } from '../../../client/prose/schema.ts'
import { insertTable, plainTables, type TableAct, tableCommand } from '../../../client/prose/tables.ts'
import { canonicalProse, writeProse } from '../../../shared/model/prose.ts'
import { merge, type Writer, writer } from './editing.ts'

const open: Writer[] = []
const write = (doc?: Y.Doc) => {
  const one = writer(doc)
  open.push(one)
  return one
}
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

const run = (one: Writer, command: Command) => command(one.view.state, one.view.dispatch)
const act = (one: Writer, name: TableAct) => run(one, tableCommand(name))

/** Puts the caret behind these words. */
function at(one: Writer, words: string): void {
  let place = -1
  one.view.state.doc.descendants((node, pos) => {
    if (node.isText && node.text?.includes(words)) place = pos + node.text.indexOf(words) + words.length
  })
  one.view.dispatch(one.view.state.tr.setSelection(TextSelection.create(one.view.state.doc, place)))
}

const insert = (one: Writer, words: string) => one.view.dispatch(one.view.state.tr.insertText(words))

/** Two editors on one table of two rows. */
function pair(): [Writer, Writer] {
  const [ana, bo] = [write(), write()]
  writeProse(ana.words, [
    {
      type: 'table',
      header: true,
      rows: [
        ['Party', 'Brings'],
        ['Ministry', 'gates'],
      ],
    },
  ])
  merge(ana.doc, bo.doc)
  return [ana, bo]
}

test('[TAB-20] a table is put in, Tab goes through its cells, and there is a line below to go on in', () => {
  const ana = write()

  expect(run(ana, insertTable)).toBe(true)
  insert(ana, 'Party')
  run(ana, goToNextCell(1))
  insert(ana, 'Brings')
  run(ana, goToNextCell(-1))
  insert(ana, 'Name')

  expect(canonicalProse(ana.words)).toBe('| Name | Brings |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |')
  expect(ana.view.state.doc.lastChild?.type.name).toBe('paragraph')
})

test('[TAB-20] no table is put into a table or a list', () => {
  const ana = write()
  run(ana, insertTable)

  expect(run(ana, insertTable)).toBe(false)
})

test('[TAB-21] rows and columns come and go around the caret, and the first row names the columns or not', () => {
  const [ana] = pair()

  at(ana, 'Ministry')
  act(ana, 'row-below')
  act(ana, 'column-after')
  expect(canonicalProse(ana.words)).toBe(
    '| Party |  | Brings |\n| --- | --- | --- |\n| Ministry |  | gates |\n|  |  |  |',
  )
  act(ana, 'header-row')
  expect(canonicalProse(ana.words)).toContain('|  |  |  |\n| --- | --- | --- |\n| Party |')
  act(ana, 'header-row')
  at(ana, 'Brings')
  act(ana, 'delete-column')
  at(ana, 'Party')
  act(ana, 'delete-row')
  expect(canonicalProse(ana.words)).toContain('| Ministry |  |')
  act(ana, 'delete-table')
  expect(canonicalProse(ana.words)).toBe('')
})

test('[TAB-21] the last column takes the table with it', () => {
  const [ana] = pair()

  at(ana, 'Party')
  act(ana, 'delete-column')
  at(ana, 'Brings')
  act(ana, 'delete-column')

  expect(ana.view.state.doc.firstChild?.type.name).toBe('paragraph')
})

test('[TAB-22] two people write in cells at once: both words are there, and both read one table', () => {
  const [ana, bo] = pair()

  at(ana, 'gates')
  insert(ana, ', pumps')
  at(bo, 'Ministry')
  insert(bo, ' of Water')
  merge(ana.doc, bo.doc)

  expect(canonicalProse(ana.words)).toContain('| Ministry of Water | gates, pumps |')
  expect(canonicalProse(bo.words)).toBe(canonicalProse(ana.words))
})

test('[TAB-22] a row and a column added at once leave an uneven table that nobody evens out unasked', () => {
  const [ana, bo] = pair()
  at(ana, 'Ministry')
  act(ana, 'row-below')
  at(bo, 'Brings')
  act(bo, 'column-after')
  merge(ana.doc, bo.doc)
  merge(ana.doc, bo.doc)
  const size = Y.encodeStateAsUpdate(ana.doc).length

  at(ana, 'Ministry')
  insert(ana, '!')
  merge(ana.doc, bo.doc)
  merge(ana.doc, bo.doc)

  expect(Y.encodeStateAsUpdate(ana.doc).length - size).toBeLessThan(60)
  expect(canonicalProse(bo.words)).toBe(
    '| Party | Brings |  |\n| --- | --- | --- |\n| Ministry! | gates |  |\n|  |  |  |',
  )
  act(ana, 'row-below')
  expect(ana.view.state.doc.firstChild?.content.content.map(row => row.childCount)).toEqual([3, 3, 3, 3])
})

test('[TAB-23] undo takes a table back whole, and leaves what another has written in it', () => {
  const [ana, bo] = [write(), write()]
  ana.type('We bring:')
  run(ana, insertTable)
  merge(ana.doc, bo.doc)
  ana.undo.undo()
  expect(canonicalProse(ana.words)).toBe('We bring:')
  expect(ana.view.state.doc.firstChild?.type.name).toBe('paragraph')

  ana.undo.redo()
  merge(ana.doc, bo.doc)
  bo.view.dispatch(bo.view.state.tr.setSelection(TextSelection.near(bo.view.state.doc.resolve(12))))
  insert(bo, 'gates')
  merge(ana.doc, bo.doc)
  ana.undo.undo()
  merge(ana.doc, bo.doc)

  expect(canonicalProse(bo.words)).toContain('gates')
  expect(canonicalProse(ana.words)).toBe(canonicalProse(bo.words))
})

test('[TAB-24] tables that this editor would harm are shown and not opened', () => {
  const table = (name: string, child: string, attributes: Record<string, string> = {}) => {
    const fragment = new Y.Doc().getXmlFragment('clause:a')
    const [outer, inner] = [new Y.XmlElement(name), new Y.XmlElement(child)]
    for (const [key, value] of Object.entries(attributes)) inner.setAttribute(key, value)
    outer.insert(0, [inner])
    const holder = new Y.XmlElement('table')
    holder.insert(0, [outer])
    fragment.insert(0, [holder])
    return proseFits(fragment)
  }

  expect(table('table_row', 'table_cell')).toBe(true)
  expect(table('table_row', 'table_cell', { colspan: '2' })).toBe(false)
  expect(table('table_row', 'paragraph')).toBe(false)
  expect(table('paragraph', 'hard_break')).toBe(false)
})

test('[TAB-24] a cell that two emptied at once keeps its place', () => {
  const fragment = new Y.Doc().getXmlFragment('clause:a')
  writeProse(fragment, [{ type: 'table', header: false, rows: [['a', 'b']] }])
  const cell = ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlElement
  cell.delete(0, cell.length)

  expect(hasBareCells(fragment)).toBe(true)
  fillBareCells(fragment)

  expect(hasBareCells(fragment)).toBe(false)
  expect(canonicalProse(fragment)).toBe('|  |  |\n| --- | --- |\n|  | b |')
})

test('[TAB-25] a pasted table comes in even: merged cells apart, words kept, nothing harmful', () => {
  const page = document.createElement('div')
  page.innerHTML = `<table onclick="x()"><thead><tr><th>Party</th><th colspan="2">Brings <img src=x onerror="y()"></th></tr></thead>
    <tbody><tr><td rowspan="2">Ministry</td><td><h2>gates</h2></td><td><a href="javascript:alert(1)">pumps</a></td></tr>
    <tr><td><script>bad()</script><ul><li>boats</li></ul></td><td>a<table><tr><td>b</td></tr></table></td></tr></tbody></table>`
  const doc = ProseParser.fromSchema(proseSchema).parse(page)
  const slice = plainTables(new Slice(doc.content, 0, 0))
  const ana = write()
  ana.view.dispatch(ana.view.state.tr.replaceWith(0, ana.view.state.doc.content.size, slice.content))

  expect(proseFits(ana.words)).toBe(true)
  expect(canonicalProse(ana.words)).toBe(
    '| Party | Brings |  |\n| --- | --- | --- |\n| Ministry | gates | pumps |\n|  | - boats | a<br><br>b |',
  )
  expect(JSON.stringify(slice.toJSON())).not.toMatch(/javascript|onclick|onerror|bad\(|img/)
})

test('[TAB-26] readers get a real table with header cells, from the document and from frozen words', () => {
  const [ana] = pair()
  const pages = [proseView(ana.doc, 'clause:a'), canonicalView(canonicalProse(ana.words))].map(view => {
    const page = document.createElement('div')
    render(view, page)
    return page
  })

  for (const page of pages) {
    expect([...page.querySelectorAll('th[scope=col]')].map(cell => cell.textContent)).toEqual(['Party', 'Brings'])
    expect([...page.querySelectorAll('tbody td')].map(cell => cell.textContent)).toEqual(['Ministry', 'gates'])
    expect(page.querySelector('[role=region]')?.getAttribute('tabindex')).toBe('0')
  }
})

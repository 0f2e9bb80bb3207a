import { Fragment, type Node, Slice } from 'prosemirror-model'
import { type Command, type EditorState, Plugin, TextSelection } from 'prosemirror-state'
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  findTable,
  fixTables,
  isInTable,
  selectedRect,
  tableEditing,
  tableEditingKey,
} from 'prosemirror-tables'
import { MOST_COLUMNS } from '../../shared/model/prose-blocks.ts'
import { proseSchema } from './schema.ts'

const { table, table_row, table_cell, table_header, paragraph } = proseSchema.nodes

/** What can be done with the table that the selection is in. */
export type TableAct =
  | 'row-above'
  | 'row-below'
  | 'column-before'
  | 'column-after'
  | 'header-row'
  | 'delete-row'
  | 'delete-column'
  | 'delete-table'

/** Puts a table of three columns with a header row and two rows where the caret is, and the caret into its first cell. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state) || state.selection.$from.depth > 1) return false
  const row = (type: typeof table_cell) =>
    table_row.create(
      null,
      Array.from({ length: 3 }, () => type.createAndFill()!),
    )
  const node = table.create(null, [row(table_header), row(table_cell), row(table_cell)])
  const { $from } = state.selection
  const bare = $from.parent.isTextblock && $from.parent.content.size === 0
  const from = bare ? $from.before() : $from.after()
  const tr = state.tr.replaceWith(from, $from.after(), node)
  const end = from + node.nodeSize
  // A line to go on in: at the end of the words there is none below a table.
  if (end === tr.doc.content.size) tr.insert(end, paragraph.create())
  dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1))).scrollIntoView())
  return true
}

/** An act on the table around the selection. A table that others' edits left uneven is made even first. */
export function tableCommand(act: TableAct): Command {
  return (state, dispatch) => {
    if (!isInTable(state)) return false
    const fix = fixTables(state)
    const even = fix ? state.apply(fix) : state
    if (!dispatch) return commandOf(act)(even)
    if (fix) dispatch(fix)
    return commandOf(act)(even, dispatch)
  }
}

/** True when the first row of the table around the selection names its columns. */
export function hasHeaderRow(state: EditorState): boolean {
  return findTable(state.selection.$from)?.node.firstChild?.firstChild?.type === table_header
}

/** True when the selection is in a table. */
export { isInTable }

/** In the last (or first) row of a table with nothing beyond it, the arrow makes a line there and goes to it. */
export function leaveTable(to: 'up' | 'down'): Command {
  return (state, dispatch, view) => {
    const found = findTable(state.selection.$from)
    if (!found || !view?.endOfTextblock(to)) return false
    const { top, bottom, map } = selectedRect(state)
    const beyond = to === 'up' ? found.pos : found.pos + found.node.nodeSize
    const atEdge = to === 'up' ? top === 0 && beyond === 0 : bottom === map.height && beyond === state.doc.content.size
    if (!atEdge) return false
    const tr = state.tr.insert(beyond, paragraph.create())
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, beyond + 1)).scrollIntoView())
    return true
  }
}

/**
 * Selecting, moving and pasting in tables. Uneven tables are left as they are while people type: were each editor to even out
 * what it hears from the others, two of them would add cells without end.
 */
export function tables(): Plugin {
  const editing = tableEditing()
  const settle = editing.spec.appendTransaction
  return new Plugin({
    ...editing.spec,
    key: tableEditingKey,
    // The same state as before and after: nothing to even out, only selections to settle.
    appendTransaction: (transactions, _before, state) => settle?.call(editing, transactions, state, state),
    props: { ...editing.spec.props, transformPasted: plainTables },
  })
}

/** Tables from elsewhere as ours are: merged cells apart, at most one header row, not too many columns. */
export function plainTables(slice: Slice): Slice {
  const content = plain(slice.content)
  const most = Slice.maxOpen(content)
  return new Slice(content, Math.min(slice.openStart, most.openStart), Math.min(slice.openEnd, most.openEnd))
}

function plain(fragment: Fragment): Fragment {
  const nodes: Node[] = []
  fragment.forEach(node => {
    nodes.push(node.type === table ? plainTable(node) : node.isText ? node : node.copy(plain(node.content)))
  })
  return Fragment.from(nodes)
}

function plainTable(node: Node): Node {
  const grid: (Node | null)[][] = Array.from({ length: node.childCount }, () => [])
  node.forEach((row, _offset, top) => {
    let column = 0
    row.forEach(one => {
      while (grid[top]![column] !== undefined) column += 1
      const { colspan, rowspan } = one.attrs as { colspan: number; rowspan: number }
      for (let down = 0; down < rowspan && top + down < grid.length; down += 1)
        for (let right = 0; right < colspan; right += 1)
          grid[top + down]![column + right] ??= down + right === 0 ? one : null
    })
  })
  const width = Math.min(MOST_COLUMNS, Math.max(1, ...grid.map(row => row.length)))
  const header = grid[0]?.every(one => one === null || one?.type === table_header) && grid.length > 1
  const rows = grid.map((cells, top) => {
    const type = header && top === 0 ? table_header : table_cell
    return table_row.create(
      null,
      Array.from({ length: width }, (_, column) => {
        const one = cells[column]
        const further = column === width - 1 ? cells.slice(width).map(cell => cell?.content ?? Fragment.empty) : []
        const words = further.reduce((all, more) => all.append(more), one?.content ?? Fragment.empty)
        return words.size > 0 ? type.create(null, words) : type.createAndFill()!
      }),
    )
  })
  return table.create(null, rows)
}

function commandOf(act: TableAct): Command {
  switch (act) {
    case 'row-above':
      return addRowBefore
    case 'row-below':
      return addRowAfter
    case 'column-before':
      return widen(addColumnBefore)
    case 'column-after':
      return widen(addColumnAfter)
    case 'header-row':
      return toggleHeaderRow
    case 'delete-row':
      return deleteOr(deleteRow, 'height')
    case 'delete-column':
      return deleteOr(deleteColumn, 'width')
    case 'delete-table':
      return deleteTable
  }
}

function widen(command: Command): Command {
  return (state, dispatch) => selectedRect(state).map.width < MOST_COLUMNS && command(state, dispatch)
}

/** The last row or column takes the table with it. */
function deleteOr(command: Command, side: 'width' | 'height'): Command {
  return (state, dispatch) => {
    const rect = selectedRect(state)
    const all = side === 'width' ? rect.right - rect.left : rect.bottom - rect.top
    return (all === rect.map[side] ? deleteTable : command)(state, dispatch)
  }
}

const toggleHeaderRow: Command = (state, dispatch) => {
  const found = findTable(state.selection.$from)
  const first = found?.node.firstChild
  if (!found || !first) return false
  const type = hasHeaderRow(state) ? table_cell : table_header
  const { tr } = state
  first.forEach((one, offset) => {
    if (one.type !== type) tr.setNodeMarkup(found.pos + 2 + offset, type)
  })
  dispatch?.(tr)
  return true
}

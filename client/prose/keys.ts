import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { chainCommands, setBlockType, toggleMark } from 'prosemirror-commands'
import { goToNextCell } from 'prosemirror-tables'
import { type Command, type EditorState, type Plugin, Selection, TextSelection } from 'prosemirror-state'
import { proseSchema } from './schema.ts'
import { leaveTable, tableCommand } from './tables.ts'

const { heading, paragraph, bullet_list, ordered_list, list_item, hard_break } = proseSchema.nodes
const { strong, em } = proseSchema.marks

/** What undo and redo do here: the room's own-acts history. */
export type History = { undo(): unknown; redo(): unknown }

/** A kind of list. */
export type ListKind = 'bullet_list' | 'ordered_list'

/** Turns the block into a heading of this level, or back into a paragraph when it already is one. */
export function toggleHeading(level: 1 | 2 | 3): Command {
  return (state, dispatch) =>
    headingLevel(state) === level
      ? setBlockType(paragraph)(state, dispatch)
      : setBlockType(heading, { level })(state, dispatch)
}

/** Makes a list of the selected blocks, changes its kind, or takes them out of it. */
export function toggleList(kind: ListKind): Command {
  return (state, dispatch) => {
    const type = kind === 'bullet_list' ? bullet_list : ordered_list
    const found = listAround(state)
    if (!found) return wrapInList(type)(state, dispatch)
    if (found.kind === kind) return liftListItem(list_item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(found.pos, type))
    return true
  }
}

/** Level of the heading that the selection is in, or null. */
export function headingLevel(state: EditorState): number | null {
  const { parent } = state.selection.$from
  return parent.type === heading ? Number(parent.attrs.level) : null
}

/** The innermost list around the selection, or null. */
export function listAround(state: EditorState): { kind: ListKind; pos: number } | null {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth)
    if (type === bullet_list || type === ordered_list)
      return { kind: type === bullet_list ? 'bullet_list' : 'ordered_list', pos: $from.before(depth) }
  }
  return null
}

const lineBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView())
  return true
}

/**
 * To the start or the end of the text; `extend` selects on the way. Chromium's own keys stop at what stands in a line and is no
 * text: another's caret, or the dot of a comment.
 */
function toEdge(edge: 'start' | 'end', extend: boolean): Command {
  return (state, dispatch) => {
    const there = edge === 'start' ? Selection.atStart(state.doc) : Selection.atEnd(state.doc)
    const to = extend ? TextSelection.between(state.selection.$anchor, there.$head) : there
    dispatch?.(state.tr.setSelection(to).scrollIntoView())
    return true
  }
}

/** Key bindings of the editor, but for the link dialog's. Tab leaves the editor unless a list or a table takes it. */
export function proseKeys(history: History): Record<string, Command> {
  const undo: Command = () => {
    history.undo()
    return true
  }
  const redo: Command = () => {
    history.redo()
    return true
  }
  return {
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    'Mod-b': toggleMark(strong),
    'Mod-i': toggleMark(em),
    'Ctrl-Alt-1': toggleHeading(1),
    'Ctrl-Alt-2': toggleHeading(2),
    'Ctrl-Alt-3': toggleHeading(3),
    'Ctrl-Alt-0': setBlockType(paragraph),
    'Mod-Shift-8': toggleList('bullet_list'),
    'Mod-Shift-9': toggleList('ordered_list'),
    'Shift-Enter': lineBreak,
    Enter: splitListItem(list_item),
    Tab: chainCommands(sinkListItem(list_item), goToNextCell(1)),
    'Shift-Tab': chainCommands(liftListItem(list_item), goToNextCell(-1)),
    'Mod-Enter': tableCommand('row-below'),
    'Ctrl-Home': toEdge('start', false),
    'Ctrl-End': toEdge('end', false),
    'Shift-Ctrl-Home': toEdge('start', true),
    'Shift-Ctrl-End': toEdge('end', true),
    ArrowUp: leaveTable('up'),
    ArrowDown: leaveTable('down'),
  }
}

/** `- ` and `* ` begin a list, `1. ` a numbered one, `# ` to `### ` a heading. */
export function proseRules(): Plugin {
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*([-+*])\s$/, bullet_list),
      wrappingInputRule(/^1[.)]\s$/, ordered_list),
      textblockTypeInputRule(/^(#{1,3})\s$/, heading, match => ({ level: match[1]?.length ?? 1 })),
    ],
  })
}

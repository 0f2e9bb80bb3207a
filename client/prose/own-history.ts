import { Plugin, type Selection, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { defaultDeleteFilter, relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'
import { bindingOf, selectionInText } from './own-caret.ts'
import { isEmptyLine } from './shared-lines.ts'

// Undoing the making of a paragraph must not take away what another person has since written into it.
const TABLE = new Set(['table', 'table_row', 'table_cell', 'table_header'])
const HOLDS_WORDS = new Set(['paragraph', 'heading', 'list_item', 'bullet_list', 'ordered_list', ...TABLE])

type StackEvent = { stackItem: { meta: Map<unknown, unknown> } }
type Place = { anchor: Y.RelativePosition | null; head: Y.RelativePosition | null }

/**
 * Lets the room's own-acts history follow what this person types here: tracks the editor's writes to `fragment`, keeps
 * others' words, and puts the caret back where it was. The history itself stays the room's: closing the editor ends nothing.
 */
export function ownHistory(undo: Y.UndoManager, fragment: Y.XmlFragment): Plugin {
  undo.addToScope(fragment)
  undo.addTrackedOrigin(ySyncPluginKey)
  undo.deleteFilter = item =>
    isEmptyLine(typeOf(item)) || isWordless(typeOf(item)) || defaultDeleteFilter(item, HOLDS_WORDS)
  return new Plugin({
    view: view => {
      let before = selectionInText(view)
      const added = ({ stackItem }: StackEvent) => {
        if (!stackItem.meta.has(fragment)) stackItem.meta.set(fragment, before)
      }
      const popped = ({ stackItem }: StackEvent) => {
        const selection = selectionAt(view, stackItem.meta.get(fragment) as Place | null | undefined)
        if (selection) view.dispatch(view.state.tr.setSelection(selection).setMeta('addToHistory', false))
      }
      undo.on('stack-item-added', added)
      undo.on('stack-item-popped', popped)
      return {
        update: () => {
          before = selectionInText(view)
        },
        destroy: () => {
          undo.off('stack-item-added', added)
          undo.off('stack-item-popped', popped)
        },
      }
    },
  })
}

function selectionAt(view: EditorView, place: Place | null | undefined): Selection | null {
  const binding = bindingOf(view)
  if (!binding || !place?.anchor || !place.head) return null
  const { doc, type, mapping } = binding
  const anchor = relativePositionToAbsolutePosition(doc, type, place.anchor, mapping as never)
  const head = relativePositionToAbsolutePosition(doc, type, place.head, mapping as never)
  if (anchor === null || head === null) return null
  const size = view.state.doc.content.size
  return TextSelection.between(
    view.state.doc.resolve(Math.min(anchor, size)),
    view.state.doc.resolve(Math.min(head, size)),
  )
}

/** A table or a part of one that nobody has written in. */
function isWordless(type: unknown): boolean {
  if (type instanceof Y.XmlText) return type.length === 0
  if (!(type instanceof Y.XmlElement)) return false
  return (TABLE.has(type.nodeName) || isEmptyLine(type)) && type.toArray().every(isWordless)
}

function typeOf(item: Y.Item): unknown {
  return item.content instanceof Y.ContentType ? item.content.type : null
}

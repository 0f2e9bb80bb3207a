import { Plugin, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { absolutePositionToRelativePosition, getRelativeSelection, ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'

type Binding = {
  type: Y.XmlFragment
  doc: Y.Doc
  mapping: Map<unknown, unknown>
  beforeTransactionSelection: unknown
}

/** A selection in terms of the shared text, as y-prosemirror keeps it. */
export type PlaceInText = { type: string; anchor: unknown; head: unknown }

/**
 * Keeps this person's caret behind the letter that stands before it while others write. (y-prosemirror ties it to the letter
 * after it, and at the end of a line to the end: then whatever another writes at the same place pushes it away, and two
 * people's words come out letter by letter.)
 */
export function ownCaret(): Plugin {
  return new Plugin({
    view: view => {
      const binding = bindingOf(view)
      if (!binding) return {}
      const { doc } = binding
      // Listens after the binding's own listener, which has just noted where the caret is.
      const keep = () => {
        binding.beforeTransactionSelection = caretOf(view, binding) ?? binding.beforeTransactionSelection
      }
      doc.on('beforeAllTransactions', keep)
      return { destroy: () => doc.off('beforeAllTransactions', keep) }
    },
  })
}

/** Where the selection is in terms of the shared text; null before the editor is tied to it. */
export function selectionInText(view: EditorView): PlaceInText | null {
  const binding = bindingOf(view)
  if (!binding) return null
  return caretOf(view, binding) ?? getRelativeSelection(binding as never, view.state)
}

/** What ties the editor to the shared text; null before it is tied. */
export function bindingOf(view: EditorView): Binding | null {
  return (ySyncPluginKey.getState(view.state) as { binding?: Binding } | undefined)?.binding ?? null
}

function caretOf(view: EditorView, { type, doc, mapping }: Binding): PlaceInText | null {
  const { selection } = view.state
  if (!(selection instanceof TextSelection) || !selection.empty || !selection.$head.nodeBefore?.isText) return null
  const before = absolutePositionToRelativePosition(selection.head - 1, type, mapping as never)
  const at = before && Y.createAbsolutePositionFromRelativePosition(before, doc)
  if (!at || !(at.type instanceof Y.XmlText)) return null
  const place = Y.createRelativePositionFromTypeIndex(at.type, at.index + 1, -1)
  return { type: selection.toJSON().type, anchor: place, head: place }
}

import { Plugin } from 'prosemirror-state'
import { defaultDeleteFilter, getRelativeSelection, ySyncPluginKey } from 'y-prosemirror'
import type * as Y from 'yjs'

// Undoing the making of a paragraph must not take away what another person has since written into it.
const HOLDS_WORDS = new Set(['paragraph', 'heading', 'list_item', 'bullet_list', 'ordered_list'])

type StackEvent = { stackItem: { meta: Map<unknown, unknown> } }
type Binding = { beforeTransactionSelection: unknown }

/**
 * Lets the room's own-acts history follow what this person types here: tracks the editor's writes to `fragment`, keeps
 * others' words, and puts the caret back where it was. The history itself stays the room's: closing the editor ends nothing.
 */
export function ownHistory(undo: Y.UndoManager, fragment: Y.XmlFragment): Plugin {
  undo.addToScope(fragment)
  undo.addTrackedOrigin(ySyncPluginKey)
  undo.deleteFilter = item => defaultDeleteFilter(item, HOLDS_WORDS)
  return new Plugin({
    view: view => {
      const binding = () => (ySyncPluginKey.getState(view.state) as { binding?: Binding } | undefined)?.binding
      let before = selectionOf()
      function selectionOf(): unknown {
        const own = binding()
        return own ? getRelativeSelection(own as never, view.state) : null
      }
      const added = ({ stackItem }: StackEvent) => {
        if (!stackItem.meta.has(fragment)) stackItem.meta.set(fragment, before)
      }
      const popped = ({ stackItem }: StackEvent) => {
        const own = binding()
        if (own) own.beforeTransactionSelection = stackItem.meta.get(fragment) ?? own.beforeTransactionSelection
      }
      undo.on('stack-item-added', added)
      undo.on('stack-item-popped', popped)
      return {
        update: () => {
          before = selectionOf()
        },
        destroy: () => {
          undo.off('stack-item-added', added)
          undo.off('stack-item-popped', popped)
        },
      }
    },
  })
}

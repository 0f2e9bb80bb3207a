import { keymap } from 'prosemirror-keymap'
import { EditorState, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { ySyncPlugin } from 'y-prosemirror'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { carets } from '../../../client/prose/carets.ts'
import { proseKeys, proseRules } from '../../../client/prose/keys.ts'
import { ownCaret } from '../../../client/prose/own-caret.ts'
import { ownHistory } from '../../../client/prose/own-history.ts'
import { proseSchema } from '../../../client/prose/schema.ts'
import { sharedLines } from '../../../client/prose/shared-lines.ts'
import { tables } from '../../../client/prose/tables.ts'

/** One person's editor on a copy of the document, with the room's history and presence. */
export type Writer = {
  doc: Y.Doc
  words: Y.XmlFragment
  undo: Y.UndoManager
  awareness: Awareness
  shown: Record<string, unknown>[]
  view: EditorView
  type(text: string, at?: number): void
  close(): void
}

/** Opens an editor as the element does, without the element. */
export function writer(doc: Y.Doc = new Y.Doc(), fragment = 'clause:a'): Writer {
  const words = doc.getXmlFragment(fragment)
  const undo = new Y.UndoManager(doc, { trackedOrigins: new Set(['mine']), captureTimeout: 0 })
  const awareness = new Awareness(doc)
  const shown: Record<string, unknown>[] = []
  const show = (fields: Record<string, unknown>) => {
    shown.push(fields)
    awareness.setLocalState({ ...awareness.getLocalState(), ...fields })
  }
  const place = document.body.appendChild(document.createElement('div'))
  const view = new EditorView(place, {
    state: EditorState.create({
      schema: proseSchema,
      plugins: [
        ySyncPlugin(words),
        ownHistory(undo, words),
        ownCaret(),
        sharedLines(words),
        carets({ awareness, fragment, show }),
        proseRules(),
        keymap(proseKeys(undo)),
        tables(),
      ],
    }),
  })
  return {
    doc,
    words,
    undo,
    awareness,
    shown,
    view,
    type(text, at) {
      const end = view.state.doc.content.size - 1
      const pos = at ?? end
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)))
      view.dispatch(view.state.tr.insertText(text))
    },
    close() {
      view.destroy()
      awareness.destroy()
      place.remove()
    },
  }
}

/** Exchanges everything both ways. */
export function merge(one: Y.Doc, other: Y.Doc): void {
  const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)]
  Y.applyUpdate(one, b, 'remote')
  Y.applyUpdate(other, a, 'remote')
}

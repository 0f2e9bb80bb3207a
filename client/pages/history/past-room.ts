import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Boundary } from '../../../shared/access/roles.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import type { CanvasRoom, PersonHere, SavedState } from '../../room/types.ts'

/** A canvas as it was, for its kind's own views: it can be read, and nothing that is done in it reaches anybody. */
export class PastRoom implements CanvasRoom {
  readonly document: string
  readonly kind: KindId
  readonly boundary: Boundary
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly undo: Y.UndoManager
  readonly canEdit = false
  readonly loaded = true
  readonly saved: SavedState
  readonly people: readonly PersonHere[] = []

  constructor(live: Pick<CanvasRoom, 'document' | 'kind' | 'boundary'>, doc: Y.Doc, at: number) {
    this.document = live.document
    this.kind = live.kind
    this.boundary = live.boundary
    this.doc = doc
    this.awareness = new Awareness(doc)
    this.awareness.setLocalState(null)
    this.undo = new Y.UndoManager(doc)
    this.saved = { type: 'saved', at }
  }

  transact(): void {
    throw new Error('what has been is only read')
  }

  show(): void {}

  subscribe(): () => void {
    return () => {}
  }

  close(): void {}

  /** Lets go of the document. */
  end(): void {
    this.undo.destroy()
    this.awareness.destroy()
    this.doc.destroy()
  }
}

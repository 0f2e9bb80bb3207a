import type * as Y from 'yjs'
import type { Watchable } from '../room/types.ts'

/** A document as something to watch: tells after each transaction that changed it, own or remote. */
export function docWatch(doc: Y.Doc): Watchable {
  return {
    subscribe(listener) {
      const changed = (transaction: Y.Transaction) => {
        if (transaction.changed.size > 0) listener()
      }
      doc.on('afterTransaction', changed)
      return () => doc.off('afterTransaction', changed)
    },
  }
}

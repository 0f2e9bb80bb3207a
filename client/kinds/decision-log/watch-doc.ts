import type * as Y from 'yjs'
import type { Watchable } from '../../room/types.ts'

/** A document as something to watch: it tells after each transaction that changed it. */
export function watchDoc(doc: Y.Doc): Watchable {
  return {
    subscribe(listener) {
      doc.on('update', listener)
      return () => doc.off('update', listener)
    },
  }
}

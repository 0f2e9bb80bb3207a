import * as Y from 'yjs'
import { newId } from '../../shared/ids.ts'

/** A board of `cards` notes under one client id, as an update: about 230 bytes a note. */
export function largeBoard(cards: number, clientId = 50_001): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientId
  doc.transact(() => {
    for (let n = 0; n < cards; n++) {
      const row = new Y.Map<unknown>()
      row.set('text', `note ${n} ${'water and mills '.repeat(8)}`)
      doc.getMap('cards').set(newId(), row)
    }
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

/** An endless source of small honest updates under one client id. */
export class Typist {
  readonly #doc = new Y.Doc()

  constructor(clientId: number) {
    this.#doc.clientID = clientId
  }

  /** The next edit: one card set, of `size` characters. */
  next(size = 12): Uint8Array {
    // As the edit itself: a state since then would repeat every delete, and not come back from the server byte for byte.
    let update: Uint8Array = new Uint8Array()
    this.#doc.once('update', (bytes: Uint8Array) => {
      update = bytes
    })
    this.#doc.getMap('cards').set(`of-${this.#doc.clientID}`, 'w'.repeat(size))
    return update
  }
}

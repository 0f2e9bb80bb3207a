import { msg, str } from '@lit/localize'
import type * as Y from 'yjs'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { announceRemote } from '../../ui/announce.ts'
import { nameWord } from './map-words.ts'

/**
 * Tells a listener what others do to the register, in the batched region. The first fill of a document is not news.
 * The answer stops it.
 */
export function hearOthers(doc: Y.Doc): () => void {
  const table = stakeholdersOf(doc)
  const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
    if (transaction.local || transaction.beforeState.size === 0) return
    for (const event of events) {
      if (event.target !== table.map) {
        const id = event.path[0]
        const name = nameWord(typeof id === 'string' ? (table.get(id)?.name ?? '') : '')
        announceRemote(msg(str`${name} was changed`))
        continue
      }
      for (const [id, { action }] of event.changes.keys) {
        const name = nameWord(table.get(id)?.name ?? '')
        announceRemote(action === 'delete' ? msg('A stakeholder was removed') : msg(str`${name} was added`))
      }
    }
  }
  table.map.observeDeep(listener)
  return () => table.map.unobserveDeep(listener)
}

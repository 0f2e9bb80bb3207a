import { newId } from '../../../shared/ids.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { orderBetween } from '../../../shared/model/order.ts'
import { go } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { rowAddress } from './addresses.ts'

/** Adds an empty draft that all parties can write in, and goes to it. */
export function startDraft(session: PartnershipSession, room: CanvasRoom): void {
  const id = newId()
  const table = proposalsOf(room.doc)
  const last = table.all().at(-1)?.order ?? null
  room.transact(() => {
    table.add(
      {
        title: '',
        order: orderBetween(last, null),
        language: document.documentElement.lang || 'en',
        createdAt: Date.now(),
        createdBy: session.me.member,
      },
      id,
    )
  })
  go(rowAddress(session, room, id))
}

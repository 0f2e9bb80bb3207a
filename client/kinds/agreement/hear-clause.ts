import { msg, str } from '@lit/localize'
import { counted } from '../../i18n/counts.ts'
import type { CanvasRoom } from '../../room/types.ts'
import { announceCounted } from '../../ui/announce.ts'
import { formatNumber } from '../../ui/format.ts'
import type { ClauseView } from './clause-view.ts'

/**
 * Says, gathered, that others changed a clause: how often, which, and who where the server's stamp tells. `writer` is the
 * client of the document that wrote, or null.
 */
export function hearClause(room: CanvasRoom, view: ClauseView, writer: number | null): void {
  const number = formatNumber(view.number)
  const name = room.people.find(person => person.clientId === writer)?.user.name
  announceCounted(`${view.row.id} ${name ?? ''}`, count => {
    const changes = counted('change', count)
    return name === undefined
      ? msg(str`${changes} in clause ${number}`)
      : msg(str`${changes} in clause ${number} by ${name}`)
  })
}

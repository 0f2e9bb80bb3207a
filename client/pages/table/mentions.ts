import { msg, str } from '@lit/localize'
import { documentTitle, memberName } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { readMarksOf } from '../../talk/read-marks.ts'
import { rowTitle } from '../../talk/row-title.ts'
import { waitingMentions } from '../../talk/waiting-mentions.ts'
import { formatRelativeDay, isolated } from '../../ui/format.ts'
import type { OpenRooms, Waiting } from './waiting.ts'

/** Comments that turn to this member or their party and wait for an answer. */
export function fromTalk(session: PartnershipSession, now: number, rooms: OpenRooms): Waiting[] {
  return waitingMentions(session, readMarksOf(session)).map(({ thread, comment }) => {
    const { document, about } = thread
    const info = session.ledger.documents.get(document)
    const row = about === null ? '' : rowTitle(session, rooms.get(document) ?? null, about)
    const place = isolated(row || (info ? documentTitle(session, info) : ''))
    const [name, day] = [isolated(memberName(session, comment.member)), formatRelativeDay(comment.at, now)]
    return {
      icon: 'message-square',
      what: msg(str`${name} mentions you on ${place}`),
      when: day,
      act: msg('Read and answer'),
      href: path.thread(session.id, document, about, thread.id),
      due: Number.POSITIVE_INFINITY,
    }
  })
}

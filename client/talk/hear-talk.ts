import { msg, str } from '@lit/localize'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { counted } from '../i18n/counts.ts'
import { documentTitle, memberName } from '../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../room/types.ts'
import { announceCounted } from '../ui/announce.ts'
import { isolated } from '../ui/format.ts'
import { rowTitle } from './row-title.ts'

/**
 * Says to screen readers, batched, what others comment: "Two comments on Decision-making by Peter". `room` is the canvas on
 * the screen, whose rows have names. The answer stops it.
 */
export function hearTalk(session: PartnershipSession, room: () => CanvasRoom | null): () => void {
  let before = session.ledger.threads
  return session.subscribe(() => {
    const now = session.ledger.threads
    if (now === before) return
    for (const one of newComments(before, now, session.me.member)) {
      const place = placeOf(session, room(), one.document, one.about)
      const name = memberName(session, one.member)
      announceCounted(`${one.document} ${one.about} ${one.member}`, n => {
        const comments = counted('comment', n)
        return msg(str`${comments} on ${isolated(place)} by ${isolated(name)}`)
      })
    }
    before = now
  })
}

type Heard = { document: string; about: string | null; member: string }

function newComments(before: LedgerState['threads'], now: LedgerState['threads'], me: string): Heard[] {
  const heard: Heard[] = []
  for (const [document, threads] of now) {
    const known = before.get(document)
    if (known === threads) continue
    for (const [id, thread] of threads) {
      const count = known?.get(id)?.comments.length ?? 0
      for (const { member } of thread.comments.slice(count)) {
        if (member !== me) heard.push({ document, about: thread.about, member })
      }
    }
  }
  return heard
}

function placeOf(session: PartnershipSession, room: CanvasRoom | null, document: string, about: string | null): string {
  const row = about === null ? '' : rowTitle(session, room?.document === document ? room : null, about)
  const info = session.ledger.documents.get(document)
  return row || (info ? documentTitle(session, info) : '')
}

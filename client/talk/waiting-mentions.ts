import type { Comment, Thread } from '../../shared/ledger/talk.ts'
import type { PartnershipSession } from '../room/types.ts'
import type { ReadMarks } from './read-marks.ts'

/** A comment that turns to me, or to my party, and has no answer yet. */
export type WaitingMention = { thread: Thread; comment: Comment }

/**
 * What turns to me and waits: in open threads, the last comment that names me (or my party) until I (or, for the party,
 * anyone who sits for it) wrote after it, until the thread is resolved, or until it is put aside on this device. Newest first.
 */
export function waitingMentions(
  session: Pick<PartnershipSession, 'ledger' | 'me'>,
  marks: Pick<ReadMarks, 'aside'>,
): WaitingMention[] {
  const { me, ledger } = session
  const found: WaitingMention[] = []
  for (const [document, threads] of ledger.threads) {
    if (ledger.documents.get(document)?.archived ?? true) continue
    for (const thread of threads.values()) {
      const comment = thread.resolved === null ? lastTurnedTo(thread, me) : null
      if (comment && comment.at > marks.aside(thread.id)) found.push({ thread, comment })
    }
  }
  return found.sort((a, b) => b.comment.at - a.comment.at)
}

function lastTurnedTo(thread: Thread, me: { member: string; party: string | null }): Comment | null {
  let waiting: Comment | null = null
  for (const comment of thread.comments) {
    const own = comment.member === me.member
    const ofParty = me.party !== null && comment.party === me.party
    const named = comment.mentions.includes(me.member)
    if (own || (ofParty && waiting !== null && !waiting.mentions.includes(me.member))) waiting = null
    else if (comment.erased === null && (named || (me.party !== null && comment.mentions.includes(me.party)))) {
      waiting = comment
    } else if (comment.id === waiting?.id) waiting = null
  }
  return waiting
}

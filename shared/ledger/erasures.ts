import type { Commitment, Fact } from './facts.ts'
import type { LedgerState } from './state.ts'
import { wordsOfComment } from './talk.ts'

/**
 * The words of earlier facts that go with this one, `state` being what stood before it. The rows behind these commitments
 * are erased together with the entry's append; the entries that hold them stay, and the chain verifies.
 */
export function wordsErasedBy(state: LedgerState, fact: Fact): Commitment[] {
  if (fact.type !== 'comment.erased') return []
  const thread = state.threads.get(fact.document)?.get(fact.thread)
  const comment = thread?.comments.find(one => one.id === fact.comment)
  return thread && comment ? wordsOfComment(thread, comment) : []
}

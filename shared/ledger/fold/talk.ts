import type { Entry } from '../facts.ts'
import type { LedgerState } from '../state.ts'
import type { Comment, Thread } from '../talk.ts'
import { type FactOf, withKey } from './share.ts'

type TalkFact = FactOf<'comment.added' | 'comment.changed' | 'comment.erased' | 'thread.resolved' | 'thread.reopened'>

/** Threads and their comments. A comment in a resolved thread opens it again: somebody has more to say. */
export function foldTalk(state: LedgerState, entry: Entry, fact: TalkFact): LedgerState {
  const threads = state.threads.get(fact.document) ?? new Map<string, Thread>()
  const next = threadAfter(threads, entry, fact)
  return next ? { ...state, threads: withKey(state.threads, fact.document, withKey(threads, next.id, next)) } : state
}

function threadAfter(threads: ReadonlyMap<string, Thread>, entry: Entry, fact: TalkFact): Thread | null {
  const { at, actor: by } = entry
  if (fact.type === 'comment.added' && fact.thread === null) {
    const { comment: id, document, about, range, quote } = fact
    return { id, document, about, range, quote, comments: [commentOf(entry, fact)], resolved: null }
  }
  const known = fact.thread === null ? undefined : threads.get(fact.thread)
  if (!known) return null
  switch (fact.type) {
    case 'comment.added':
      return { ...known, comments: [...known.comments, commentOf(entry, fact)], resolved: null }
    case 'comment.changed': {
      const { words, mentions } = fact
      return changed(known, fact.comment, one => ({ ...one, mentions, versions: [...one.versions, { words, at }] }))
    }
    case 'comment.erased':
      return changed(known, fact.comment, one => ({ ...one, mentions: [], erased: { by, at } }))
    case 'thread.resolved':
      return { ...known, resolved: { by, at } }
    case 'thread.reopened':
      return { ...known, resolved: null }
  }
}

function commentOf(entry: Entry, fact: FactOf<'comment.added'>): Comment {
  const { comment: id, words, mentions } = fact
  const { at, actor, party } = entry
  return { id, member: actor ?? '', party, at, versions: [{ words, at }], mentions, erased: null }
}

function changed(thread: Thread, comment: string, change: (one: Comment) => Comment): Thread {
  return { ...thread, comments: thread.comments.map(one => (one.id === comment ? change(one) : one)) }
}

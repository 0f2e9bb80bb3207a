import type { Comment, Thread } from '../../shared/ledger/talk.ts'
import type { LetterRange } from '../../shared/model/prose-range.ts'
import type { PartnershipSession } from '../room/types.ts'
import type { Outbox, WaitingComment } from './outbox.ts'
import type { ReadMarks } from './read-marks.ts'

/** A comment as it is shown. `waiting`: it is not with the server yet; `problem`: the server refused it, and why. */
export type CommentView = {
  id: string
  member: string
  party: string | null
  at: number
  words: string
  /** What it said before it was changed, oldest first. */
  earlier: readonly string[]
  mentions: readonly string[]
  erasedBy: string | null | undefined
  waiting: boolean
  problem: string | null
}

/** A thread as it is shown, with what waits on this device at its end. `quote` is '' where it is erased or not known. */
export type ThreadView = {
  id: string
  document: string
  about: string | null
  range: LetterRange | null
  quote: string
  comments: readonly CommentView[]
  resolved: { by: string | null; at: number } | null
  /** When the last comment in it was written. */
  lastAt: number
  /** Somebody else wrote since this device's reader looked. */
  unread: boolean
  /** I wrote in it. */
  mine: boolean
  /** It turns to me or to my party. */
  forMe: boolean
}

/** What threads are read from. */
export type TalkReader = {
  session: Pick<PartnershipSession, 'ledger' | 'words' | 'me'>
  outbox: Pick<Outbox, 'waiting'>
  marks: Pick<ReadMarks, 'seen'>
}

/** The threads of a canvas, in the order in which they began; `about` keeps those about one row (null: about the whole). */
export function threadViews(reader: TalkReader, document: string, about?: string | null): ThreadView[] {
  const { session, outbox } = reader
  const fits = (row: string | null) => about === undefined || row === about
  const known = [...(session.ledger.threads.get(document)?.values() ?? [])].filter(thread => fits(thread.about))
  const waiting = outbox.waiting.filter(one => one.body.document === document)
  const begun = waiting.filter(one => (one.body.thread ?? null) === null && fits(one.body.about ?? null))
  return [
    ...known.map(thread => viewOf(reader, thread, waiting)),
    ...begun.map(one => viewOf(reader, threadOf(one), waiting)),
  ]
}

/** How many comments stand in open threads of a canvas; `about` counts those about one row. Erased ones count no more. */
export function openComments(session: Pick<PartnershipSession, 'ledger'>, document: string, about?: string): number {
  return [...(session.ledger.threads.get(document)?.values() ?? [])]
    .filter(thread => thread.resolved === null && (about === undefined || thread.about === about))
    .reduce((sum, thread) => sum + thread.comments.filter(comment => comment.erased === null).length, 0)
}

/** A thread that nobody but this device knows: it begins with a comment that waits. */
function threadOf({ id, body }: WaitingComment): Thread {
  const { document, about = null, range = null } = body
  return { id, document, about, range, quote: null, comments: [], resolved: null }
}

function viewOf({ session, marks }: TalkReader, thread: Thread, waiting: readonly WaitingComment[]): ThreadView {
  const mine = waiting.filter(one => one.id === thread.id || one.body.thread === thread.id)
  const comments = [
    ...thread.comments.map(comment => saidView(session, comment)),
    ...mine.map(one => waitingView(session, one)),
  ]
  const { me, ledger } = session
  const others = thread.comments.filter(one => one.member !== me.member && one.erased === null)
  const joined = ledger.members.get(me.member)?.joinedAt ?? 0
  const seen = Math.max(marks.seen(thread.id), joined)
  return {
    id: thread.id,
    document: thread.document,
    about: thread.about,
    range: thread.range,
    quote: session.words(thread.quote) || (mine.find(one => one.id === thread.id)?.body.quote ?? ''),
    comments,
    resolved: thread.resolved,
    lastAt: comments.at(-1)?.at ?? 0,
    unread: thread.resolved === null && others.some(one => one.at > seen),
    mine: comments.some(one => one.member === me.member),
    forMe: others.some(one => one.mentions.some(id => id === me.member || id === me.party)),
  }
}

function saidView(session: TalkReader['session'], comment: Comment): CommentView {
  const { id, member, party, at, versions, mentions, erased } = comment
  const said = versions.map(version => session.words(version.words))
  return {
    id,
    member,
    party,
    at,
    words: said.at(-1) ?? '',
    earlier: erased ? [] : said.slice(0, -1).filter(words => words !== ''),
    mentions,
    erasedBy: erased ? erased.by : undefined,
    waiting: false,
    problem: null,
  }
}

function waitingView({ me }: TalkReader['session'], { id, at, body, problem }: WaitingComment): CommentView {
  const { member, party } = me
  const { words, mentions = [] } = body
  return { id, member, party, at, words, earlier: [], mentions, erasedBy: undefined, waiting: true, problem }
}

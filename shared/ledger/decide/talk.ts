import { type Actor, isBroker, mayRead, mayWrite } from '../../access/roles.ts'
import { accept, type Result } from '../../result.ts'
import type { DecideContext } from '../decide-context.ts'
import type { Refusal } from '../refusals.ts'
import type { DocumentInfo, LedgerState } from '../state.ts'
import { type Comment, MAX_COMMENT, type Thread } from '../talk.ts'
import { type CommandOf, documentFor, facts, no, type Ruling, words, wordsOrNull } from './rules.ts'

type SeenThread = { info: DocumentInfo; thread: Thread }

/** A comment under its command's id: the first of a new thread about a row, its words or the whole canvas, or an answer. */
export function addComment(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'comment.add'>,
  context: DecideContext,
): Ruling {
  const { document, about, thread, range, quote, mentions } = command
  const found = documentFor(state, actor, document)
  if (!found.ok) return found
  if (!mayWrite(actor, found.value.boundary)) return no('not-allowed')
  // A copy keeps the ids of comments but not those of the commands that made them.
  if (isTaken(state, document, command.id)) return no('invalid', { field: 'id' })
  if (thread !== null && !state.threads.get(document)?.has(thread)) return no('no-such-thread', { subject: thread })
  // An answer is about what its thread is about; words are quoted from the row whose letters are named.
  if (thread !== null && (about !== null || range !== null)) return no('invalid', { field: 'about' })
  if ((range === null) !== (quote === null) || (range !== null && about === null))
    return no('invalid', { field: 'range' })
  if (about !== null && !isThere(state, document, about, context)) return no('no-such-row', { subject: about })
  const wrong = saidWrong(state, found.value, command.words, mentions)
  if (wrong) return wrong
  return facts(found.value.boundary, {
    type: 'comment.added',
    comment: command.id,
    document,
    about,
    thread,
    range,
    quote: wordsOrNull(quote),
    words: words(command.words),
    mentions: [...mentions],
  })
}

/** Other words for one's own comment; what it said before can still be read. */
export function changeComment(state: LedgerState, actor: Actor, command: CommandOf<'comment.change'>): Ruling {
  const found = commentFor(state, actor, command)
  if (!found.ok) return found
  const { info, comment } = found.value
  if (comment.member !== actor.member) return no('not-the-author', { subject: comment.member })
  const wrong = saidWrong(state, info, command.words, command.mentions)
  if (wrong) return wrong
  const { document, thread, mentions } = command
  return facts(info.boundary, {
    type: 'comment.changed',
    document,
    thread,
    comment: comment.id,
    words: words(command.words),
    mentions: [...mentions],
  })
}

/** A comment's words go for good, with those it had before; that it was there stays. Its author's act, or a broker's. */
export function eraseComment(state: LedgerState, actor: Actor, command: CommandOf<'comment.erase'>): Ruling {
  const found = commentFor(state, actor, command, { archivedToo: true })
  if (!found.ok) return found
  const { info, comment } = found.value
  if (comment.member !== actor.member && !isBroker(actor.role)) return no('not-the-author', { subject: comment.member })
  const { document, thread } = command
  return facts(info.boundary, { type: 'comment.erased', document, thread, comment: comment.id })
}

/** Says that a thread is talked through. */
export function resolveThread(state: LedgerState, actor: Actor, command: CommandOf<'thread.resolve'>): Ruling {
  const found = threadFor(state, actor, command)
  if (!found.ok) return found
  if (found.value.thread.resolved !== null) return no('nothing-changed')
  const { document, thread } = command
  return facts(found.value.info.boundary, { type: 'thread.resolved', document, thread })
}

/** Takes a resolved thread up again. */
export function reopenThread(state: LedgerState, actor: Actor, command: CommandOf<'thread.reopen'>): Ruling {
  const found = threadFor(state, actor, command)
  if (!found.ok) return found
  if (found.value.thread.resolved === null) return no('nothing-changed')
  const { document, thread } = command
  return facts(found.value.info.boundary, { type: 'thread.reopened', document, thread })
}

function threadFor(
  state: LedgerState,
  actor: Actor,
  of: { document: string; thread: string },
  rule: { archivedToo?: boolean } = {},
): Result<SeenThread, Refusal> {
  const found = documentFor(state, actor, of.document, rule)
  if (!found.ok) return found
  const thread = state.threads.get(of.document)?.get(of.thread)
  if (!thread) return no('no-such-thread', { subject: of.thread })
  if (!mayWrite(actor, found.value.boundary)) return no('not-allowed')
  return accept({ info: found.value, thread })
}

function commentFor(
  state: LedgerState,
  actor: Actor,
  of: { document: string; thread: string; comment: string },
  rule: { archivedToo?: boolean } = {},
): Result<SeenThread & { comment: Comment }, Refusal> {
  const found = threadFor(state, actor, of, rule)
  if (!found.ok) return found
  const comment = found.value.thread.comments.find(one => one.id === of.comment)
  if (!comment) return no('no-such-comment', { subject: of.comment })
  if (comment.erased !== null) return no('comment-erased', { subject: comment.id })
  return accept({ ...found.value, comment })
}

function isTaken(state: LedgerState, document: string, id: string): boolean {
  const threads = [...(state.threads.get(document)?.values() ?? [])]
  return threads.some(({ comments }) => comments.some(one => one.id === id))
}

/** A proposal that was opened is there for good, whatever became of its draft. */
function isThere(state: LedgerState, document: string, row: string, context: DecideContext): boolean {
  return state.proposals.get(row)?.document === document || context.row(document, row)
}

/** Too many words, or a word to somebody who is not there or cannot see the canvas. */
function saidWrong(
  state: LedgerState,
  info: DocumentInfo,
  said: string,
  mentions: readonly string[],
): ReturnType<typeof no> | null {
  if (said.length > MAX_COMMENT) return no('too-long', { field: 'words' })
  for (const id of mentions) {
    const member = state.members.get(id)
    const party = state.parties.get(id)
    if (!party && (!member || member.leftAt !== null)) return no('no-such-member', { subject: id })
    const sees = member
      ? mayRead({ member: member.id, role: member.role, party: member.party }, info.boundary)
      : mayRead({ member: '', role: 'representative', party: id }, info.boundary)
    if (!sees) return no('mention-outside', { subject: id })
  }
  return null
}

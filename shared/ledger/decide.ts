import type { Actor } from '../access/roles.ts'
import { type Result, refuse } from '../result.ts'
import type { Command } from './commands.ts'
import { giveAssent, moveClause } from './decide/clauses.ts'
import { archiveDocument, renameDocument, restoreDocument } from './decide/documents.ts'
import { markArtifact, setStage } from './decide/cycle.ts'
import { nameVersion, retainHistory } from './decide/history.ts'
import { changeMember } from './decide/members.ts'
import { referObjection, settleObjection, testObjection } from './decide/objections.ts'
import { addParty, changeParty } from './decide/parties.ts'
import { renamePartnership } from './decide/partnership.ts'
import { confirmPosition, takePosition } from './decide/positions.ts'
import { openProposal } from './decide/proposal-open.ts'
import { amendProposal, closeProposal, withdrawProposal } from './decide/proposals.ts'
import { agreeRating, giveRating, setQuestion } from './decide/ratings.ts'
import { addComment, changeComment, eraseComment, reopenThread, resolveThread } from './decide/talk.ts'
import type { DecideContext } from './decide-context.ts'
import type { FactDraft } from './facts.ts'
import type { Refusal } from './refusals.ts'
import type { LedgerState } from './state.ts'

/**
 * Rules on a command: the facts it leads to, or why not. Pure, so that the client greys a button by the very rules that the
 * server applies. `actor` is the member as the ledger knows them now. What the actor may not see does not exist for them.
 */
export function decide(
  state: LedgerState,
  actor: Actor,
  command: Command,
  context: DecideContext,
): Result<FactDraft[], Refusal> {
  if (actor.role === 'observer') return refuse({ code: 'not-allowed' })
  switch (command.type) {
    case 'partnership.rename':
      return renamePartnership(state, actor, command)
    case 'party.add':
      return addParty(state, actor, command, context)
    case 'party.change':
      return changeParty(state, actor, command)
    case 'member.change':
      return changeMember(state, actor, command)
    case 'document.rename':
      return renameDocument(state, actor, command)
    case 'document.archive':
      return archiveDocument(state, actor, command)
    case 'document.restore':
      return restoreDocument(state, actor, command)
    case 'stage.set':
      return setStage(state, actor, command)
    case 'artifact.mark':
      return markArtifact(state, actor, command)
    case 'question.set':
      return setQuestion(state, actor, command, context)
    case 'rating.give':
      return giveRating(state, actor, command, context)
    case 'rating.agree':
      return agreeRating(state, actor, command, context)
    case 'clause.move':
      return moveClause(state, actor, command, context)
    case 'assent.give':
      return giveAssent(state, actor, command, context)
    case 'proposal.open':
      return openProposal(state, actor, command, context)
    case 'proposal.amend':
      return amendProposal(state, actor, command, context)
    case 'proposal.withdraw':
      return withdrawProposal(state, actor, command, context)
    case 'proposal.close':
      return closeProposal(state, actor, command, context)
    case 'position.take':
      return takePosition(state, actor, command, context)
    case 'position.confirm':
      return confirmPosition(state, actor, command)
    case 'objection.test':
      return testObjection(state, actor, command, context)
    case 'objection.settle':
      return settleObjection(state, actor, command, context)
    case 'objection.refer':
      return referObjection(state, actor, command, context)
    case 'comment.add':
      return addComment(state, actor, command, context)
    case 'comment.change':
      return changeComment(state, actor, command)
    case 'comment.erase':
      return eraseComment(state, actor, command)
    case 'thread.resolve':
      return resolveThread(state, actor, command)
    case 'thread.reopen':
      return reopenThread(state, actor, command)
    case 'version.name':
      return nameVersion(state, actor, command)
    case 'history.retain':
      return retainHistory(state, actor, command)
  }
}

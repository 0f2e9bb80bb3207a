import type { Actor } from '../../access/roles.ts'
import { accept } from '../../result.ts'
import { closeByRule, everyoneHasSpoken } from '../closing.ts'
import type { DecideContext } from '../decide-context.ts'
import { isOpenObjection } from '../objections.ts'
import type { LedgerState } from '../state.ts'
import { draftToFreeze } from './drafts.ts'
import {
  type CommandOf,
  facts,
  no,
  openProposalFor,
  proposalFor,
  type Ruling,
  runsProposal,
  words,
  wordsOrNull,
} from './rules.ts'

/** New words for an open proposal, frozen as its next version: every position must be given again. */
export function amendProposal(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'proposal.amend'>,
  context: DecideContext,
): Ruling {
  const found = openProposalFor(state, actor, command.proposal, context)
  if (!found.ok) return found
  const { proposal, info, current } = found.value
  if (!runsProposal(actor, proposal)) return no('not-allowed')
  const frozen = draftToFreeze(context, proposal.document, proposal.id, command.textHash)
  if (!frozen.ok) return frozen
  if (frozen.value.hash === current.textHash) return no('nothing-changed')
  const integrates = [...new Set(command.integrates)]
  for (const id of integrates) {
    const objection = proposal.objections.get(id)
    if (!objection || !isOpenObjection(objection)) return no('no-such-objection', { subject: id })
  }
  return facts(info.boundary, {
    type: 'proposal.amended',
    proposal: proposal.id,
    version: current.version + 1,
    title: { words: frozen.value.title },
    text: { words: frozen.value.text },
    textHash: frozen.value.hash,
    change: words(command.change),
    integrates,
  })
}

/** A proposal is taken back by whoever opened it, or by the broker. */
export function withdrawProposal(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'proposal.withdraw'>,
  context: DecideContext,
): Ruling {
  const found = openProposalFor(state, actor, command.proposal, context)
  if (!found.ok) return found
  const { proposal, info } = found.value
  if (actor.role !== 'broker' && proposal.openedBy !== actor.member) return no('not-allowed')
  const reason = wordsOrNull(command.reason)
  return facts(info.boundary, { type: 'proposal.withdrawn', proposal: proposal.id, reason })
}

/** A proposal closes before its time once every party has spoken on the current text (domain.md 12, rule 5). */
export function closeProposal(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'proposal.close'>,
  context: DecideContext,
): Ruling {
  const found = proposalFor(state, actor, command.proposal)
  if (!found.ok) return found
  const { proposal } = found.value
  if (proposal.status !== 'open') return no('proposal-closed', { subject: proposal.id })
  if (!runsProposal(actor, proposal)) return no('not-allowed')
  const early = context.now < proposal.settings.closesAt
  if (early && !everyoneHasSpoken(proposal)) return no('not-everyone-has-spoken', { subject: proposal.id })
  return accept([closeByRule(state, proposal, context.now, early)])
}

import { type Actor, isBroker } from '../../access/roles.ts'
import { stagesOf } from '../../cycle/stages.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, facts, no, type Ruling, wordsOrNull } from './rules.ts'

/** Those who run the process say at which stage of the cycle the partnership is, and how the cycle is named; back is allowed. */
export function setStage(state: LedgerState, actor: Actor, command: CommandOf<'stage.set'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { stage, labels, preset } = command
  if (!stagesOf(preset).includes(stage)) return no('stage-skipped', { field: 'stage' })
  const now = state.cycle
  if (now.stage === stage && now.labels === labels && now.preset === preset) return no('nothing-changed')
  return facts('partnership', { type: 'stage.set', stage, labels, preset })
}

/**
 * What is kept outside Trestle, or is not needed here, is said by those who run the process. "In place" says where;
 * "missing" takes the word back, so that only what Trestle itself holds counts.
 */
export function markArtifact(state: LedgerState, actor: Actor, command: CommandOf<'artifact.mark'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { artifact, standing } = command
  const note = wordsOrNull(command.note)
  if (standing === 'in-place' && note === null) return no('reason-required', { field: 'note' })
  const before = state.cycle.marked.get(artifact)
  if ((before?.standing ?? 'missing') === standing && note === null && !before?.note) return no('nothing-changed')
  return facts('partnership', { type: 'artifact.marked', artifact, standing, note })
}

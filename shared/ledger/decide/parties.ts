import { type Actor, isBroker } from '../../access/roles.ts'
import type { DecideContext } from '../decide-context.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, facts, no, type Ruling, words } from './rules.ts'

/** Marks that there are: pairs of hue and shape, numbered from 1. */
const MARKS = 12

/** A party takes its seat and is dealt one of the free marks by lot. */
export function addParty(
  state: LedgerState,
  actor: Actor,
  command: CommandOf<'party.add'>,
  context: DecideContext,
): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { party, sector, standing } = command
  if (state.parties.has(party)) return no('invalid', { field: 'party' })
  const taken = new Set([...state.parties.values()].map(one => one.mark))
  const free = Array.from({ length: MARKS }, (_, at) => at + 1).filter(mark => !taken.has(mark))
  if (free.length === 0) return no('marks-exhausted')
  const dealt = context.dealMark(free)
  if (!free.includes(dealt)) throw new RangeError(`mark ${dealt} is not free`)
  return facts('partnership', { type: 'party.added', party, mark: dealt, sector, standing, ...named(command) })
}

/** A party's name, short name, initials, sector or standing changes; its mark never does. */
export function changeParty(state: LedgerState, actor: Actor, command: CommandOf<'party.change'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { party, sector, standing } = command
  if (!state.parties.has(party)) return no('no-such-party', { subject: party })
  return facts('partnership', { type: 'party.changed', party, sector, standing, ...named(command) })
}

function named(command: { name: string; short: string; initials: string }) {
  return { name: words(command.name), short: words(command.short), initials: words(command.initials) }
}

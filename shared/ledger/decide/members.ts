import { type Actor, isBroker } from '../../access/roles.ts'
import type { LedgerState } from '../state.ts'
import { type CommandOf, facts, no, type Ruling, words } from './rules.ts'

/** Members' roles, parties and names. Only a broker makes or changes a broker, and there is always one left. */
export function changeMember(state: LedgerState, actor: Actor, command: CommandOf<'member.change'>): Ruling {
  if (!isBroker(actor.role)) return no('not-allowed')
  const { member, role, party, name } = command
  const known = state.members.get(member)
  if (!known || known.leftAt !== null) return no('no-such-member', { subject: member })
  if (party !== null && !state.parties.has(party)) return no('no-such-party', { subject: party })
  if (role === 'representative' && party === null) return no('not-a-party', { field: 'party', subject: member })
  if ((known.role === 'broker' || role === 'broker') && actor.role !== 'broker') return no('not-allowed')
  if (known.role === 'broker' && role !== 'broker' && isLastBroker(state, member)) {
    return no('last-broker', { subject: member })
  }
  return facts('partnership', { type: 'member.changed', member, role, party, name: words(name) })
}

/** True when nobody else who is still here is a broker. */
export function isLastBroker(state: LedgerState, member: string): boolean {
  const brokers = [...state.members.values()].filter(one => one.role === 'broker' && one.leftAt === null)
  return brokers.length === 1 && brokers[0]!.id === member
}

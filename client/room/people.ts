import type { Awareness } from 'y-protocols/awareness'
import { ROLES } from '../../shared/access/roles.ts'
import type { PresenceState } from '../../shared/protocol.ts'
import type { PersonHere } from './types.ts'

/** Who a presence entry belongs to, as the server stamped it. */
export type PresenceUser = PresenceState['user']

/**
 * Everyone who shows themselves in a room, oneself first. Others' identity is what the server stamped; an entry without it
 * is left out, since any browser may send anything.
 */
export function peopleOf(awareness: Awareness, me: PresenceUser): PersonHere[] {
  const people: PersonHere[] = []
  for (const [clientId, state] of awareness.getStates()) {
    const self = clientId === awareness.clientID
    const user = self ? me : userOf(state.user)
    if (!user) continue
    const person = { ...fieldsOf(state), user, clientId, self }
    if (self) people.unshift(person)
    else people.push(person)
  }
  return people
}

function userOf(stored: unknown): PresenceUser | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { member, name, party, role, mark, initials } = stored as Record<string, unknown>
  if (typeof member !== 'string' || typeof name !== 'string') return null
  return {
    member,
    name,
    party: typeof party === 'string' ? party : null,
    role: ROLES.find(known => known === role) ?? 'observer',
    mark: typeof mark === 'number' && Number.isInteger(mark) && mark >= 1 && mark <= 12 ? mark : null,
    initials: typeof initials === 'string' ? initials : '',
  }
}

function fieldsOf(state: Record<string, unknown>): Omit<PresenceState, 'user'> {
  return {
    at: typeof state.at === 'string' ? state.at : null,
    drag: dragOf(state.drag),
    cursor: state.cursor ?? null,
    fragment: typeof state.fragment === 'string' ? state.fragment : null,
  }
}

function dragOf(stored: unknown): NonNullable<PresenceState['drag']> | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { id, to } = stored as { id?: unknown; to?: unknown }
  if (typeof id !== 'string' || !Array.isArray(to) || to.length !== 2) return null
  const [x, y] = to as unknown[]
  return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
    ? { id, to: [x, y] }
    : null
}

/** What a member is in the partnership. Only `broker` and `co-broker` stand inside the `broker` boundary. */
export type Role = 'broker' | 'co-broker' | 'representative' | 'contributor' | 'observer'

/** Every role, most trusted with the process first. */
export const ROLES: readonly Role[] = ['broker', 'co-broker', 'representative', 'contributor', 'observer']

/** Who may see something: a boundary of storage and sync, never a screen filter. `party:…`, `parties:…` and `self:…` come later. */
export type Boundary = 'partnership' | 'broker' | `party:${string}` | `parties:${string}` | `self:${string}` | 'public'

/** Sectors a party or a stakeholder belongs to, as domain.md seeds them. */
export const SECTORS = [
  'public',
  'business',
  'civil-society',
  'community',
  'indigenous',
  'academia',
  'donor',
  'international',
  'media',
  'other',
] as const

/** One of the seeded sectors. */
export type Sector = (typeof SECTORS)[number]

/** True for the two roles that run the partnering process. */
export function isBroker(role: Role): boolean {
  return role === 'broker' || role === 'co-broker'
}

/** Who is acting: a member with the role and party that the ledger gives them now. */
export type Actor = { member: string; role: Role; party: string | null }

/** May a member with this role receive any byte of something within `boundary`? `party` is the member's own party. */
export function mayRead(actor: Actor, boundary: Boundary): boolean {
  switch (boundary) {
    case 'partnership':
    case 'public':
      return true
    case 'broker':
      return isBroker(actor.role)
    default: {
      const [level, ids = ''] = boundary.split(':')
      if (level === 'self') return ids === actor.member
      return actor.party !== null && ids.split(',').includes(actor.party)
    }
  }
}

/** May a member write into canvases within `boundary`? Observers read only; nobody writes what they may not read. */
export function mayWrite(actor: Actor, boundary: Boundary): boolean {
  return actor.role !== 'observer' && mayRead(actor, boundary)
}

import { accept, type Result } from '../../shared/result.ts'
import type { Commitment } from '../../shared/ledger/facts.ts'
import type { Role } from '../../shared/access/roles.ts'
import type { Ask } from './api.ts'
import type { Trouble } from './problem.ts'
import { principalOf, seated } from './seated.ts'

/** One line of the home page. */
export type OwnPartnership = {
  id: string
  name: string
  purpose: string
  member: { id: string; role: Role; name: string }
  parties: { id: string; name: string; short: string; initials: string; mark: number }[]
  openProposals: number
  changedAt: number
}

/** The partnerships at whose table this session or token sits, last changed first; those it was removed from are left out. */
export async function listOwn(c: Ask): Promise<Result<OwnPartnership[], Trouble>> {
  const principal = principalOf(c)
  if (!principal.ok) return principal
  const ids =
    principal.value.type === 'session'
      ? [...new Set(principal.value.session.memberships.map(membership => membership.partnership))]
      : [principal.value.type === 'token' ? principal.value.token.partnership : principal.value.preview.partnership]
  const found = await Promise.all(ids.map(id => own(c, id)))
  return accept(found.filter(one => one !== null).sort((a, b) => b.changedAt - a.changedAt))
}

async function own(c: Ask, id: string): Promise<OwnPartnership | null> {
  const who = await seated(c, id, 'read')
  if (!who.ok || !who.value.state.partnership) return null
  const { store, ledger } = c.get('services')
  const { state, seat } = who.value
  const about = who.value.state.partnership
  const words = (commitment: Commitment) => ledger.words(id, commitment)
  const head = state.heads.get('partnership')?.seq ?? 0
  const [last] = await store.entries(id, 'partnership', head - 1, 1)
  return {
    id,
    name: await words(about.name),
    purpose: await words(about.purpose),
    member: { id: seat.member, role: seat.role, name: seat.name },
    parties: await Promise.all(
      [...state.parties.values()].map(async party => ({
        id: party.id,
        name: await words(party.name),
        short: await words(party.short),
        initials: await words(party.initials),
        mark: party.mark,
      })),
    ),
    openProposals: [...state.proposals.values()].filter(proposal => proposal.status === 'open').length,
    changedAt: last?.at ?? about.createdAt,
  }
}

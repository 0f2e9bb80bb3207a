import { mayWrite } from '../../shared/access/roles.ts'
import type { Command } from '../../shared/ledger/commands.ts'
import { revokeInvitesOf } from '../access/invites.ts'
import { seatFrom } from '../access/seats.ts'
import type { Services } from './services.ts'

/**
 * Lets open sockets follow a command that was just recorded: a new role, name or party is stamped on them, a right that was
 * lost ends, what came by a way back that somebody else made for less ends, links that the member may not give any more are revoked, and an archived canvas takes no more edits.
 */
export async function followCommand(services: Services, partnership: string, command: Command): Promise<void> {
  switch (command.type) {
    case 'member.change':
      services.previews.endOf(partnership, command.member)
      if (command.role !== 'broker') services.live.sendHome(partnership, command.member)
      services.live.endOutgrown(partnership, command.member, command.role)
      await reseat(services, partnership, member => member === command.member)
      return revokeInvitesOf(services, partnership, command.member)
    case 'party.change':
      return reseat(services, partnership, (_member, party) => party === command.party)
    case 'document.archive':
    case 'document.restore':
      return services.live.renew(command.document)
    case 'history.retain':
      // Takes as long as there is past to let go of; the next round does what fails here.
      void services.keeper.sweep(partnership).catch(error => {
        services.log.error({ partnership, error: String(error) }, 'the past could not be let go of')
      })
      return
    default:
  }
}

async function reseat(
  { ledger, sync, live }: Services,
  partnership: string,
  concerned: (member: string, party: string | null) => boolean,
): Promise<void> {
  const state = await ledger.state(partnership)
  for (const info of state.members.values()) {
    if (info.leftAt !== null || !concerned(info.id, info.party)) continue
    const seat = await seatFrom(ledger, partnership, state, info)
    live.renewNarrow(partnership, info.id)
    sync.reseat(
      partnership,
      info.id,
      seat,
      row => mayWrite(seat, row.boundary) && !state.documents.get(row.id)?.archived,
    )
  }
}

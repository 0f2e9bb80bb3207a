import { msg, str } from '@lit/localize'
import { isBroker } from '../../../shared/access/roles.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import { askOf } from '../../kinds/decision-log/standing.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDate, formatDateTime, formatNumber } from '../../ui/format.ts'
import type { IconName } from '../../ui/icon.ts'

/** Something that waits for this member: what, until when or why, and where it is done. `act` names the act for a button. */
export type Waiting = { icon: IconName; what: string; when: string; act: string; href: string; due: number }

const WEEK = 7 * 86_400_000

/** What waits for this member, most urgent first; read off the ledger alone. `now` in milliseconds since 1970. */
export function waitingFor(session: PartnershipSession, now: number): Waiting[] {
  const found: Waiting[] = [...fromDecisions(session), ...reviews(session, now)].sort((a, b) => a.due - b.due)
  return [...found, ...fromSetUp(session)]
}

function fromDecisions(session: PartnershipSession): Waiting[] {
  if (session.me.role !== 'representative') return []
  return [...session.ledger.proposals.values()].flatMap(proposal => asked(session, proposal) ?? [])
}

function asked(session: PartnershipSession, proposal: Proposal): Waiting | null {
  const { party } = session.me
  const ask = askOf(proposal, party)
  if (ask === null) return null
  const number = formatNumber(proposal.number)
  const closes = formatDateTime(proposal.settings.closesAt)
  const base = {
    href: path.row(session.id, proposal.document, proposal.id),
    due: proposal.settings.closesAt,
    when: msg(str`Closes ${closes}`),
  }
  switch (ask) {
    case 'position': {
      const what = msg(str`Give your position on Proposal ${number}`)
      return { ...base, icon: 'hand', what, act: msg('Give our position') }
    }
    case 'reconfirm': {
      const what = msg(str`Say it again: Proposal ${number} has new words`)
      return { ...base, icon: 'refresh-cw', what, act: msg('Read the new words') }
    }
    case 'objection': {
      const what = msg(str`Is your objection to Proposal ${number} met?`)
      return { ...base, icon: 'scale', what, act: msg('Look at the new words') }
    }
    case 'confirm': {
      const due = proposal.positions.get(party ?? '')?.dueAt ?? null
      const until = due === null ? '' : formatDateTime(due)
      const when = due === null ? msg('Your position is provisional') : msg(str`Provisional until ${until}`)
      const what = msg(str`Confirm Proposal ${number} from home`)
      return { ...base, due: due ?? base.due, icon: 'house', what, when, act: msg('Confirm from home') }
    }
  }
}

function reviews(session: PartnershipSession, now: number): Waiting[] {
  return [...session.ledger.proposals.values()].flatMap(proposal => {
    const { reviewOn } = proposal
    const stands = proposal.status === 'adopted' || proposal.status === 'adopted_ad_referendum'
    if (!stands || reviewOn === null || reviewOn > now + WEEK) return []
    if (proposal.owner !== session.me.member && !isBroker(session.me.role)) return []
    const [number, day] = [formatNumber(proposal.number), formatDate(reviewOn)]
    return [
      {
        icon: 'flag' as const,
        what: msg(str`Review Decision ${number}`),
        when: msg(str`Review date ${day}`),
        act: msg('Look at it again'),
        href: path.row(session.id, proposal.document, proposal.id),
        due: reviewOn,
      },
    ]
  })
}

function fromSetUp(session: PartnershipSession): Waiting[] {
  if (!isBroker(session.me.role)) return []
  const base = { href: path.people(session.id), due: Number.POSITIVE_INFINITY }
  if (session.ledger.parties.size === 0) {
    return [
      {
        ...base,
        icon: 'users-round',
        what: msg('Say who sits at this table'),
        when: msg('Each party gets a mark of its own'),
        act: msg('Add the parties'),
      },
    ]
  }
  const others = [...session.ledger.members.values()].filter(member => member.leftAt === null && member.party !== null)
  if (others.length > 0) return []
  return [
    {
      ...base,
      icon: 'user-plus',
      what: msg('Invite the people who speak for the parties'),
      when: msg('By link or code; they need no account'),
      act: msg('Invite people'),
    },
  ]
}

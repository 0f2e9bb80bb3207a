import { msg, str } from '@lit/localize'
import { clausesOf } from '../../../shared/kinds/agreement/model.ts'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { type ClauseHashes, type Wait, waitsOf } from '../../../shared/ledger/waiting.ts'
import { headingWords } from '../../kinds/agreement/words.ts'
import { partyView } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { fromTalk } from './mentions.ts'
import { formatDate, formatDateTime, formatNumber, isolated } from '../../ui/format.ts'
import type { IconName } from '../../ui/icon.ts'

/** Something that waits for this member: what, until when or why, and where it is done. `act` names the act for a button. */
export type Waiting = { icon: IconName; what: string; when: string; act: string; href: string; due: number }

/** The canvases that this page has open, by document. */
export type OpenRooms = ReadonlyMap<string, CanvasRoom>

/** One place that things to do come from. What it answers is in its own order; the page merges by deadline. */
export type WaitingSource = (session: PartnershipSession, now: number, rooms: OpenRooms) => Waiting[]

const NEVER = Number.POSITIVE_INFINITY

/** Every source; another one (mentions, tasks) is one more entry. */
const SOURCES: readonly WaitingSource[] = [fromLedger, fromTalk]

/** What waits for this member, most urgent first. `now` in milliseconds since 1970. */
export function waitingFor(session: PartnershipSession, now: number, rooms: OpenRooms = new Map()): Waiting[] {
  return SOURCES.flatMap(source => source(session, now, rooms)).sort(
    (a, b) => Math.min(a.due, Number.MAX_VALUE) - Math.min(b.due, Number.MAX_VALUE),
  )
}

function fromLedger(session: PartnershipSession, now: number, rooms: OpenRooms): Waiting[] {
  return waitsOf(session.ledger, session.me, now, hashesIn(rooms)).map(wait => worded(session, wait, rooms))
}

function hashesIn(rooms: OpenRooms): ClauseHashes {
  return (document, clause) => {
    const room = rooms.get(document)
    return room?.loaded && room.kind === 'agreement' ? clauseHash(room.doc, clause) : null
  }
}

function worded(session: PartnershipSession, wait: Wait, rooms: OpenRooms): Waiting {
  switch (wait.what) {
    case 'add-parties':
      return {
        icon: 'users-round',
        what: msg('Say who sits at this table'),
        when: msg('Each party gets a mark of its own'),
        act: msg('Add the parties'),
        href: path.people(session.id),
        due: NEVER,
      }
    case 'invite':
      return {
        icon: 'user-plus',
        what: msg('Invite the people who speak for the parties'),
        when: msg('By link or code; they need no account'),
        act: msg('Invite people'),
        href: path.people(session.id),
        due: NEVER,
      }
    case 'clause-again':
    case 'clause-objection':
      return aboutClause(session, wait, rooms)
    default:
      return aboutProposal(session, wait)
  }
}

function aboutClause(session: PartnershipSession, wait: Extract<Wait, { clause: string }>, rooms: OpenRooms): Waiting {
  const name = isolated(clauseName(wait, rooms))
  const base = { href: path.row(session.id, wait.document, wait.clause), due: NEVER }
  if (wait.what === 'clause-again') {
    return {
      ...base,
      icon: 'refresh-cw',
      what: msg(str`Look again at clause ${name}`),
      when: msg('Its words changed after your party assented'),
      act: msg('Read the new words'),
    }
  }
  const party = isolated(partyView(session, wait.party).short)
  return {
    ...base,
    icon: 'scale',
    what: msg(str`Answer the objection to clause ${name}`),
    when: msg(str`Raised by ${party}`),
    act: msg('Look at the clause'),
  }
}

function clauseName({ document, clause }: { document: string; clause: string }, rooms: OpenRooms): string {
  const doc = rooms.get(document)?.doc
  const rows = doc ? clausesOf(doc).all() : []
  const at = rows.findIndex(row => row.id === clause)
  if (at < 0) return ''
  return `${formatNumber(at + 1)} ${headingWords(rows[at]!)}`.trim()
}

function aboutProposal(session: PartnershipSession, wait: Extract<Wait, { proposal: string }>): Waiting {
  const number = formatNumber(session.ledger.proposals.get(wait.proposal)?.number ?? 0)
  const closes = wait.due === null ? '' : formatDateTime(wait.due)
  const base = {
    href: path.row(session.id, wait.document, wait.proposal),
    due: wait.due ?? NEVER,
    when: msg(str`Closes ${closes}`),
  }
  switch (wait.what) {
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
    case 'answer-objection': {
      const party = isolated(partyView(session, wait.party).short)
      const what = msg(str`Work with the objection of ${party} to Proposal ${number}`)
      return { ...base, icon: 'scale', what, act: msg('Look at the objection') }
    }
    case 'confirm': {
      const when = wait.due === null ? msg('Your position is provisional') : msg(str`Provisional until ${closes}`)
      const what = msg(str`Confirm Proposal ${number} from home`)
      return { ...base, icon: 'house', what, when, act: msg('Confirm from home') }
    }
    case 'review': {
      const day = wait.due === null ? '' : formatDate(wait.due)
      const what = msg(str`Review Decision ${number}`)
      return { ...base, icon: 'flag', what, when: msg(str`Review date ${day}`), act: msg('Look at it again') }
    }
  }
}

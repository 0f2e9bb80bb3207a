import { msg, str } from '@lit/localize'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { clauseIsEmpty, clausesOf } from '../../../shared/kinds/agreement/model.ts'
import { clauseStatus } from '../../../shared/kinds/agreement/standing.ts'
import { CARDS } from '../../../shared/kinds/board/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import { counted } from '../../i18n/counts.ts'
import { headingWords } from '../../kinds/agreement/words.ts'
import { stageLetter } from '../../ledger/cycle-words.ts'
import { documentTitle, memberName } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatNumber, isolated } from '../../ui/format.ts'
import type { IconName } from '../../ui/icon.ts'
import { statusWord } from '../../ui/words.ts'
import type { Look } from './last-look.ts'
import type { OpenRooms } from './waiting.ts'

/** One thing that happened since the last look: where it is read, and how many of what it counts as in the summary. */
export type News = {
  icon: IconName
  what: string
  href: string
  of: 'settled' | 'reopened' | 'decided' | 'opened' | 'new'
}

/** What lies on the canvases now, for the next look to compare with. */
export function lookNow(session: PartnershipSession, rooms: OpenRooms, now: number): Look {
  const loaded = [...rooms.values()].filter(room => room.loaded)
  return {
    at: now,
    rows: loaded.flatMap(room => rowsOf(room)),
    reopened: clauseNews(session, loaded).flatMap(one => (one.status === 'reopened' ? [one.id] : [])),
  }
}

/** What others did since `since`, settled clauses and decisions first; read off the ledger and the canvases. */
export function newsSince(session: PartnershipSession, rooms: OpenRooms, since: Look): News[] {
  const loaded = [...rooms.values()].filter(room => room.loaded)
  return [
    ...clauses(session, loaded, since),
    ...decisions(session, since),
    ...stage(session, since),
    ...rows(session, loaded, since),
    ...people(session, since),
  ]
}

type ClauseNews = { id: string; document: string; status: string; at: number; by: string | null; name: string }

function clauseNews(session: PartnershipSession, loaded: readonly CanvasRoom[]): ClauseNews[] {
  return loaded.flatMap(({ kind, document, doc }) => {
    const records = kind === 'agreement' ? session.ledger.clauses.get(document) : undefined
    if (!records) return []
    return clausesOf(doc)
      .all()
      .flatMap((row, index) => {
        const record = records.get(row.id)
        if (!record) return []
        const status = clauseStatus(record, clauseHash(doc, row.id) ?? '', clauseIsEmpty(doc, row.id))
        const name = isolated(`${formatNumber(index + 1)} ${headingWords(row)}`)
        return [{ id: row.id, document, status, at: record.at, by: record.by, name }]
      })
  })
}

function clauses(session: PartnershipSession, loaded: readonly CanvasRoom[], since: Look): News[] {
  return clauseNews(session, loaded).flatMap(({ id, document, status, at, by, name }): News[] => {
    const href = path.row(session.id, document, id)
    if (status === 'reopened' && !since.reopened.includes(id)) {
      const what = msg(str`Reopened: clause ${name}. Its words changed after it was settled.`)
      return [{ icon: 'rotate-ccw', what, href, of: 'reopened' }]
    }
    if (status !== 'settled' || at <= since.at || by === session.me.member) return []
    return [{ icon: 'check', what: msg(str`Settled: clause ${name}.`), href, of: 'settled' }]
  })
}

function decisions(session: PartnershipSession, since: Look): News[] {
  return [...session.ledger.proposals.values()].flatMap((proposal): News[] => {
    if (!session.ledger.documents.has(proposal.document)) return []
    const href = path.row(session.id, proposal.document, proposal.id)
    const [number, title] = [formatNumber(proposal.number), isolated(session.words(proposal.versions.at(-1)?.title))]
    if (proposal.result && proposal.result.at > since.at) {
      const status = statusWord(proposal.status)
      return [{ icon: 'gavel', what: msg(str`${status}: Decision ${number}, ${title}.`), href, of: 'decided' }]
    }
    if (proposal.status !== 'open' || proposal.openedAt <= since.at || proposal.openedBy === session.me.member)
      return []
    return [{ icon: 'hand', what: msg(str`Opened: Proposal ${number}, ${title}.`), href, of: 'opened' }]
  })
}

function stage(session: PartnershipSession, since: Look): News[] {
  const { at, by, stage: now } = session.ledger.cycle
  if (at === null || at <= since.at || by === session.me.member) return []
  const letter = stageLetter(now)
  const what = msg(str`The partnership is at stage ${letter} of its cycle now.`)
  return [{ icon: 'refresh-cw', what, href: path.table(session.id), of: 'new' }]
}

function rows(session: PartnershipSession, loaded: readonly CanvasRoom[], since: Look): News[] {
  const known = new Set(since.rows)
  return loaded.flatMap((room): News[] => {
    const fresh = rowsOf(room).filter(id => !known.has(id)).length
    const info = session.ledger.documents.get(room.document)
    if (fresh === 0 || !info) return []
    const title = isolated(documentTitle(session, info))
    const count = counted(room.kind === 'board' ? 'note' : 'stakeholder', fresh)
    const icon: IconName = room.kind === 'board' ? 'sticky-note' : 'chart-scatter'
    return [{ icon, what: msg(str`New on ${title}: ${count}.`), href: path.canvas(session.id, info.id), of: 'new' }]
  })
}

function people(session: PartnershipSession, since: Look): News[] {
  return [...session.ledger.members.values()]
    .filter(one => one.joinedAt > since.at && one.leftAt === null && one.id !== session.me.member)
    .map(one => {
      const name = isolated(memberName(session, one.id))
      return {
        icon: 'user-plus' as const,
        what: msg(str`New at the table: ${name}.`),
        href: path.people(session.id),
        of: 'new' as const,
      }
    })
}

function rowsOf({ kind, doc }: CanvasRoom): string[] {
  if (kind === 'stakeholder-map')
    return stakeholdersOf(doc)
      .all()
      .map(row => row.id)
  return kind === 'board' ? [...doc.getMap(CARDS).keys()] : []
}

import { canonicalClause } from '../../../shared/kinds/agreement/canonical.ts'
import { type ClauseRow, clausesOf } from '../../../shared/kinds/agreement/model.ts'
import {
  type ClauseAssent,
  type ClauseStatus,
  clauseAssents,
  clauseStatus,
  countStances,
  type PartyStance,
} from '../../../shared/kinds/agreement/standing.ts'
import { textHash } from '../../../shared/hash.ts'
import type { ClauseRecord } from '../../../shared/ledger/state.ts'
import type { CanvasRoom, PartnershipSession, PersonHere } from '../../room/types.ts'
import type { ClauseReader } from './clause-reader.ts'
import { type ClauseTalk, clauseTalk } from './talk-ranges.ts'

/** Everything that one clause shows; two with one `signature` show the same. */
export type ClauseView = {
  row: ClauseRow
  number: number
  status: ClauseStatus
  hash: string
  empty: boolean
  record: ClauseRecord | undefined
  assents: readonly ClauseAssent[]
  counts: Readonly<Record<PartyStance, number>>
  /** Others who are in this clause now. */
  here: readonly PersonHere[]
  /** Where its words are talked about. */
  talk: ClauseTalk
  signature: string
}

/** The clauses of an agreement as they stand, in order. */
export function clauseViews(session: PartnershipSession, room: CanvasRoom, reader: ClauseReader): ClauseView[] {
  const records = session.ledger.clauses.get(room.document)
  const voices = [...session.ledger.parties.values()].filter(party => party.standing === 'partner').map(one => one.id)
  const { me } = session
  return clausesOf(room.doc)
    .all()
    .map((row, index) => {
      const { hash, empty } = reader.read(row.id)
      const record = records?.get(row.id)
      const assents = clauseAssents(record, hash, voices)
      const here = room.people.filter(person => !person.self && person.at === row.id)
      const talk = clauseTalk(session, room, row.id)
      const signature = JSON.stringify([
        [talk.ranges, [...talk.adrift]],
        [index, row, hash, record?.state, record?.hash, me.role, me.party, room.canEdit],
        assents.map(one => [one.party, one.stance, one.at, session.words(one.reason)]),
        here.map(person => [person.clientId, person.user.name, person.user.mark]),
        voices.map(party => session.words(session.ledger.parties.get(party)?.name)),
      ])
      const status = clauseStatus(record, hash, empty)
      return {
        row,
        number: index + 1,
        status,
        hash,
        empty,
        record,
        assents,
        counts: countStances(assents),
        here,
        talk,
        signature,
      }
    })
}

/**
 * The words that the clause was settled with: kept beside the clause when it was reopened, and believed only when their
 * hash is the recorded one. Null when nobody kept them.
 */
export function settledWords(view: ClauseView): string | null {
  const { settledText } = view.row
  return view.record?.state === 'settled' && textHash(settledText) === view.record.hash ? settledText : null
}

/** Keeps the settled words beside the clause just before they change. Not an act of the person's own: undo passes it by. */
export function keepSettledWords(room: CanvasRoom, view: ClauseView): void {
  const words = canonicalClause(room.doc, view.row.id)
  if (view.status !== 'settled' || words === null) return
  room.doc.transact(() => clausesOf(room.doc).set(view.row.id, { settledText: words }), 'keep-settled-words')
}

import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { clausesOf } from '../../../shared/kinds/agreement/model.ts'
import { CARDS } from '../../../shared/kinds/board/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { DocumentInfo } from '../../../shared/ledger/state.ts'
import { findingsOf } from '../../../shared/stakeholders/findings.ts'
import { counted } from '../../i18n/counts.ts'
import { clientKindOf } from '../../kinds/index.ts'
import { documentTitle } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession, PersonHere } from '../../room/types.ts'
import { openComments } from '../../talk/thread-views.ts'
import { formatDate, formatNumber } from '../../ui/format.ts'
import { type IconName, icon } from '../../ui/icon.ts'
import { agreementPicture, boardPicture, logPicture, mapPicture } from './pictures.ts'

type Told = {
  picture: TemplateResult
  words: string
  status: { tone: 'cau' | 'acc' | 'mut'; icon: IconName; words: string } | null
}

/** A canvas as it lies on the table: a small picture of what is in it, counts, and what is going on there now. */
export function sheet(session: PartnershipSession, info: DocumentInfo, room: CanvasRoom | null): TemplateResult {
  const title = documentTitle(session, info)
  const told = tell(session, info, room?.loaded ? room : null)
  const others = room ? new Set(room.people.filter(atWork).map(person => person.user.member)).size : 0
  const talk = openComments(session, info.id)
  const people = counted('person', others)
  const status =
    others > 0 ? { tone: 'acc' as const, icon: 'pencil' as const, words: msg(str`${people} at work now`) } : told.status
  return html`<a class="canvas-sheet" href=${path.canvas(session.id, info.id)}>
    ${told.picture}
    <span class="cap">
      <span class="sheet-title" dir="auto">${title}</span>
      <span class="sm muted">${told.words}</span>
      ${talk > 0 ? html`<span class="sm muted">${icon('message-square')} ${counted('comment', talk)}</span>` : nothing}
      ${status ? html`<span class="status ${status.tone}">${icon(status.icon)}${status.words}</span>` : nothing}
    </span>
  </a>`
}

/** Whoever only looks at the table is in the room too, for the small pictures: at work is who holds a row or a caret. */
function atWork(person: PersonHere): boolean {
  return !person.self && Boolean(person.at ?? person.cursor ?? person.drag)
}

function tell(session: PartnershipSession, info: DocumentInfo, room: CanvasRoom | null): Told {
  switch (info.kind) {
    case 'stakeholder-map':
      return tellMap(session, info, room)
    case 'agreement':
      return tellAgreement(session, info, room)
    case 'decision-log':
      return tellLog(session, info)
    default: {
      const notes = room?.doc.getMap(CARDS).size ?? 0
      const known = clientKindOf(info.kind) !== null
      return {
        picture: boardPicture(notes),
        words: !known ? msg('This canvas needs a newer version.') : room ? counted('note', notes) : '',
        status: null,
      }
    }
  }
}

function tellMap(session: PartnershipSession, info: DocumentInfo, room: CanvasRoom | null): Told {
  const rows = room ? stakeholdersOf(room.doc).all() : []
  const findings = findingsOf(rows, session.ledger.ratings.get(info.id))
  const [total, unheard] = [counted('stakeholder', rows.length), formatNumber(findings.unheard.length)]
  const differing = formatNumber(findings.differing.length)
  return {
    picture: mapPicture([...findings.of.values()]),
    words: !room ? '' : findings.unheard.length > 0 ? msg(str`${total}. Affected but unheard: ${unheard}.`) : total,
    status:
      findings.differing.length > 0
        ? { tone: 'cau', icon: 'flag', words: msg(str`Seen differently: ${differing}`) }
        : null,
  }
}

function tellAgreement(session: PartnershipSession, info: DocumentInfo, room: CanvasRoom | null): Told {
  const rows = room ? clausesOf(room.doc).all() : []
  const records = session.ledger.clauses.get(info.id)
  const settled = rows.filter(row => records?.get(row.id)?.state === 'settled').length
  const [all, done] = [counted('clause', rows.length), formatNumber(settled)]
  return {
    picture: agreementPicture(
      session,
      rows.map(row => records?.get(row.id) ?? null),
    ),
    words: !room ? '' : settled > 0 ? msg(str`${all}. Settled at the table: ${done}.`) : all,
    status: null,
  }
}

function tellLog(session: PartnershipSession, info: DocumentInfo): Told {
  const here = [...session.ledger.proposals.values()].filter(proposal => proposal.document === info.id)
  const open = here.filter(proposal => proposal.status === 'open')
  const decided = here.filter(proposal => proposal.result !== null)
  const [closed, waiting] = [formatNumber(decided.length), formatNumber(open.length)]
  const first = open.toSorted((a, b) => a.settings.closesAt - b.settings.closesAt)[0]
  const closes = first ? formatDate(first.settings.closesAt) : ''
  return {
    picture: logPicture(session, first ?? decided.at(-1) ?? null),
    words: here.length === 0 ? msg('Nothing decided yet.') : msg(str`Decided: ${closed}. Open: ${waiting}.`),
    status: first ? { tone: 'cau', icon: 'clock', words: msg(str`Closes ${closes}`) } : null,
  }
}

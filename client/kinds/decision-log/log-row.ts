import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { memberName } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatDate, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { methodWord } from '../../ui/words.ts'
import { rowAddress } from './addresses.ts'
import { formatDay, formatDeadline } from './days.ts'
import { dissentLine } from './dissent-line.ts'
import type { LogEntry } from './log-entries.ts'
import { partyMarks } from './party-marks.ts'
import { statusTag } from './status-tag.ts'

/** One line of the timeline: date, number, sentence, how it was made, marks as given, what comes next. */
export function logRow(session: PartnershipSession, room: CanvasRoom, entry: LogEntry): TemplateResult {
  const gone = entry.status === 'superseded' || entry.status === 'withdrawn'
  return html`<li class="dec ${gone ? 'gone' : ''}">
    <span class="d num">${entry.date > 0 ? formatDay(entry.date, entry.status === 'open') : nothing}</span>
    <span class="k">${entry.number === null ? nothing : formatNumber(entry.number)}</span>
    <div class="c">
      <h3><a href=${rowAddress(session, room, entry.id)} dir="auto">${entry.title || msg('A draft without a title')}</a></h3>
      <p class="l">${madeHow(session, room, entry)}</p>
    </div>
    <div class="r">
      ${statusTag(entry.status)} ${entry.proposal ? partyMarks(session, entry.proposal) : nothing} ${whatNext(entry)}
    </div>
  </li>`
}

function madeHow(session: PartnershipSession, room: CanvasRoom, entry: LogEntry): TemplateResult {
  const { proposal } = entry
  const owner = proposal?.owner ?? entry.draft?.owner ?? null
  return html`<span>${methodWord(entry.method)}</span>
    ${entry.fromUs ? html`<span class="status cau">${icon('hand')}${msg('Waits for us')}</span>` : nothing}
    ${proposal?.supersedes ? html`<span>${replaces(session, room, proposal.supersedes)}</span>` : nothing}
    ${proposal?.supersededBy ? html`<span>${replacedBy(session, room, proposal.supersededBy)}</span>` : nothing}
    ${owner ? html`<span>${msg(str`Owner: ${memberName(session, owner)}`)}</span>` : nothing}
    ${proposal ? dissentLine(session, proposal) : nothing}`
}

/** “Replaces 3”, the number a link. */
export function replaces(
  session: PartnershipSession,
  room: CanvasRoom,
  other: string,
): TemplateResult | typeof nothing {
  const number = session.ledger.proposals.get(other)?.number
  if (number === undefined) return nothing
  return html`${msg(html`Replaces <a href=${rowAddress(session, room, other)}>${formatNumber(number)}</a>`)}`
}

/** “Replaced by 5”, the number a link. */
export function replacedBy(
  session: PartnershipSession,
  room: CanvasRoom,
  other: string,
): TemplateResult | typeof nothing {
  const number = session.ledger.proposals.get(other)?.number
  if (number === undefined) return nothing
  return html`${msg(html`Replaced by <a href=${rowAddress(session, room, other)}>${formatNumber(number)}</a>`)}`
}

function whatNext(entry: LogEntry): TemplateResult | typeof nothing {
  const { proposal } = entry
  if (!proposal) return nothing
  if (proposal.status === 'open') return line(msg(str`Closes ${formatDeadline(proposal.settings.closesAt)}`))
  if (proposal.reviewOn === null) return nothing
  if (entry.reviewDue)
    return html`<span class="status cau">${icon('triangle-alert')}${msg(str`Review due ${formatDate(proposal.reviewOn)}`)}</span>`
  return line(msg(str`Review ${formatDate(proposal.reviewOn)}`))
}

function line(words: string): TemplateResult {
  return html`<span class="sm muted">${words}</span>`
}

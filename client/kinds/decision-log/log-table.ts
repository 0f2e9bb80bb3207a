import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { memberName } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatDate, formatList, formatNumber } from '../../ui/format.ts'
import { methodWord } from '../../ui/words.ts'
import { rowAddress } from './addresses.ts'
import type { LogEntry } from './log-entries.ts'
import { replacedBy, replaces } from './log-row.ts'
import { electorateViews, partyMarks } from './party-marks.ts'
import { statusTag } from './status-tag.ts'

/** The log as one linear table: the same decisions, every column in words. Also the outline twin of the timeline. */
export function logTable(session: PartnershipSession, room: CanvasRoom, entries: readonly LogEntry[]): TemplateResult {
  return html`<div class="table-scroll" role="region" aria-label=${msg('Decisions as a table')} tabindex="0">
    <table class="t">
      <thead>
        <tr>
          <th scope="col" class="num">${msg('No.')}</th>
          <th scope="col">${msg('Decision')}</th>
          <th scope="col">${msg('Status')}</th>
          <th scope="col">${msg('Date')}</th>
          <th scope="col">${msg('Method')}</th>
          <th scope="col">${msg('Positions')}</th>
          <th scope="col">${msg('Not heard')}</th>
          <th scope="col">${msg('Owner')}</th>
          <th scope="col">${msg('Review')}</th>
        </tr>
      </thead>
      <tbody>${repeat(
        entries,
        entry => entry.id,
        entry => line(session, room, entry),
      )}</tbody>
    </table>
  </div>`
}

function line(session: PartnershipSession, room: CanvasRoom, entry: LogEntry): TemplateResult {
  const { proposal } = entry
  const owner = proposal?.owner ?? entry.draft?.owner ?? null
  const review = proposal?.reviewOn ?? entry.draft?.reviewOn ?? null
  const silent = proposal?.result?.notHeard ?? []
  return html`<tr>
    <td class="num">${entry.number === null ? nothing : formatNumber(entry.number)}</td>
    <th scope="row">
      <a class="words" href=${rowAddress(session, room, entry.id)} dir="auto">${entry.title || msg('A draft without a title')}</a>
      ${proposal?.supersedes ? html`<span class="sm muted block">${replaces(session, room, proposal.supersedes)}</span>` : nothing}
      ${proposal?.supersededBy ? html`<span class="sm muted block">${replacedBy(session, room, proposal.supersededBy)}</span>` : nothing}
    </th>
    <td>${statusTag(entry.status)} ${entry.fromUs ? html`<span class="sm muted block">${msg('Waits for us')}</span>` : nothing}</td>
    <td>${entry.date > 0 ? formatDate(entry.date) : nothing}</td>
    <td>${methodWord(entry.method)}</td>
    <td>${proposal ? partyMarks(session, proposal) : nothing}</td>
    <td>${silent.length > 0 ? formatList(electorateViews(session, silent).map(party => party.short)) : nothing}</td>
    <td>${owner ? html`<bdi>${memberName(session, owner)}</bdi>` : nothing}</td>
    <td>${review === null ? nothing : formatDate(review)}</td>
  </tr>`
}

import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatMonth } from './days.ts'
import type { LogEntry } from './log-entries.ts'
import { groupEntries, type LogGroup } from './log-query.ts'
import { logRow } from './log-row.ts'

/** The log as a timeline: what is open now, what is in draft, then month by month. */
export function logTimeline(
  session: PartnershipSession,
  room: CanvasRoom,
  entries: readonly LogEntry[],
  now: number,
): TemplateResult {
  return html`${groupEntries(entries).map(
    group => html`<section class="tl" aria-labelledby=${`log-group-${group.key}`}>
      <h2 class="month" id=${`log-group-${group.key}`}>${groupTitle(group, now)}</h2>
      <ol>${repeat(
        group.entries,
        entry => entry.id,
        entry => logRow(session, room, entry),
      )}</ol>
    </section>`,
  )}`
}

function groupTitle(group: LogGroup, now: number): string {
  if (group.key === 'open') return msg('Open now')
  if (group.key === 'draft') return msg('In draft')
  return formatMonth(Number(group.key), now)
}

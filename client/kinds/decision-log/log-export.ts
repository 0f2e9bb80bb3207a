import { msg, str } from '@lit/localize'
import { decisionRecords } from '../../../shared/take-out/decision-record.ts'
import { decisionsCsv } from '../../../shared/take-out/decisions-csv.ts'
import { decisionsMarkdown } from '../../../shared/take-out/decisions-markdown.ts'
import { parties, partnershipWords } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatDateTime, formatList, formatNumber } from '../../ui/format.ts'
import type { Act } from '../../ui/acts.ts'
import type { MenuItem } from '../../ui/menu.ts'
import { saveFile } from '../../ui/save-file.ts'
import { methodWord, statusWord } from '../../ui/words.ts'
import { exportWords } from './export-words.ts'
import type { LogEntry } from './log-entries.ts'
import type { LogQuery } from './log-query.ts'

/** The ways to take the log out as it is on the screen: what the filters show, and a sentence that says so. */
export function logExports(
  session: PartnershipSession,
  entries: readonly LogEntry[],
  shown: readonly LogEntry[],
  query: LogQuery,
): MenuItem[] {
  const off = shown.some(entry => entry.proposal) ? {} : { off: msg('Nothing that was opened is shown.') }
  const name = `${partnershipWords(session).name} – ${msg('Decision log')}`
  return [
    {
      label: msg('Save as Markdown'),
      icon: 'file-down',
      ...off,
      run: () => saveFile(`${name}.md`, 'text/markdown', logMarkdown(session, entries, shown, query)),
    },
    {
      label: msg('Save as a table (CSV)'),
      icon: 'file-down',
      ...off,
      run: () => saveFile(`${name}.csv`, 'text/csv', logCsv(session, shown)),
    },
    { label: msg('Print, or save as PDF'), icon: 'file-text', run: () => print() },
  ]
}

/** The same for the command palette. */
export function logExportActs(items: readonly MenuItem[]): Act[] {
  const words = msg('decision log export download')
  return items.map(({ label, off, run }, at) => ({
    id: `log-export-${at}`,
    label,
    words,
    icon: 'file-down',
    off: off ?? '',
    run,
  }))
}

/** The decisions on the screen as Markdown. Drafts are no decisions and stay out. */
function logMarkdown(
  session: PartnershipSession,
  entries: readonly LogEntry[],
  shown: readonly LogEntry[],
  query: LogQuery,
): string {
  const lines = [shownSentence(session, entries, shown, query), msg(str`Taken out ${formatDateTime(Date.now())}.`)]
  return decisionsMarkdown(recordsOf(session, shown), exportWords(), {
    name: partnershipWords(session).name,
    lines: lines.filter(line => line !== ''),
  })
}

/** The decisions on the screen as CSV. */
function logCsv(session: PartnershipSession, shown: readonly LogEntry[]): string {
  return decisionsCsv(recordsOf(session, shown), exportWords())
}

/** "3 of 9 decisions, filtered by …"; '' while everything is shown. */
export function shownSentence(
  session: PartnershipSession,
  entries: readonly LogEntry[],
  shown: readonly LogEntry[],
  query: LogQuery,
): string {
  const opened = (list: readonly LogEntry[]) => list.filter(entry => entry.proposal).length
  const [some, all] = [opened(shown), opened(entries)]
  if (some === all) return ''
  const filters = formatList(filterWords(session, query))
  return msg(str`Decisions: ${formatNumber(some)} of ${formatNumber(all)}, filtered by ${filters}.`)
}

function filterWords(session: PartnershipSession, query: LogQuery): string[] {
  const party = query.party && parties(session).find(one => one.id === query.party)?.name
  return [
    ...(query.words.trim() ? [`“${query.words.trim()}”`] : []),
    ...query.status.map(statusWord),
    ...query.method.map(methodWord),
    ...query.needs.map(need => (need === 'us' ? msg('Needs something from us') : msg('Review is due'))),
    ...(party ? [party] : []),
  ]
}

function recordsOf(session: PartnershipSession, shown: readonly LogEntry[]) {
  const wanted = new Set(shown.map(entry => entry.id))
  return decisionRecords(
    session.ledger,
    commitment => session.words(commitment),
    msg('Someone'),
    one => wanted.has(one.id),
  )
}

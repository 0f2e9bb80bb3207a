import { decisionCell, positionLine, reasonLine } from './decision-cells.ts'
import type { DecisionRecord } from './decision-record.ts'
import type { DecisionColumn, DecisionWords } from './decision-words.ts'
import { plainInMarkdown, quoted, tableRow } from './markdown.ts'

/** What stands above the log: whose it is, what was left out by filters, when it was taken. Plain text. */
export type LogCover = { name: string; lines: readonly string[] }

/**
 * The decision log as Markdown: a table of all, then each decision as a record of its own after MADR (status, context, the
 * words decided on, outcome, positions, confirmation). What people wrote stands as they wrote it, quoted.
 */
export function decisionsMarkdown(records: readonly DecisionRecord[], words: DecisionWords, cover: LogCover): string {
  const heading = cover.name ? `${cover.name}: ${words.heading}` : words.heading
  const head = [`# ${plainInMarkdown(heading)}`, ...cover.lines.map(line => plainInMarkdown(line))]
  return `${[...head, ...overview(records, words), ...records.map(record => decisionMarkdown(record, words))].join('\n\n')}\n`
}

const TABLE: readonly DecisionColumn[] = ['number', 'title', 'status', 'decided', 'howMade', 'ensures', 'review']

function overview(records: readonly DecisionRecord[], words: DecisionWords): string[] {
  if (records.length === 0) return []
  const rows = [
    tableRow(TABLE.map(column => words.column[column])),
    tableRow(TABLE.map(() => '---')),
    ...records.map(record => tableRow(TABLE.map(column => decisionCell(record, column, words)))),
  ]
  return [`## ${plainInMarkdown(words.all)}`, rows.join('\n')]
}

/** One decision as a record of its own, under a heading of the second level. */
function decisionMarkdown(record: DecisionRecord, words: DecisionWords): string {
  const cell = (column: DecisionColumn) => plainInMarkdown(decisionCell(record, column, words))
  const line = (column: DecisionColumn) => {
    const value = cell(column)
    return value === '' ? [] : [`- **${plainInMarkdown(words.column[column])}:** ${value}`]
  }
  const part = (heading: string, ...body: string[]) =>
    body.length === 0 ? [] : [`### ${plainInMarkdown(heading)}`, ...body]
  return [
    `## ${words.count(record.number)}. ${cell('title')}`,
    [...line('status'), ...line('decided'), ...line('howMade'), ...line('electorate'), ...line('supersedes')]
      .concat(line('supersededBy'))
      .join('\n'),
    ...part(words.context, ...contextOf(record, words, line)),
    ...part(words.decision, quoted(record.text || words.erased)),
    ...part(words.outcome, ...outcomeOf(record, words)),
    ...part(words.column.positions, ...positionsOf(record, words)),
    ...part(
      words.column.dissent,
      ...record.dissent.flatMap(one => voice(one.party, words.value(record.method, one.value), one.reason, words)),
    ),
    ...part(
      words.column.objections,
      ...record.objections.flatMap(one => voice(one.party, words.objection(one.state), one.reason, words)),
    ),
    ...part(
      words.confirmation,
      (['ensures', 'scrutinises', 'reported', 'review', 'reversible'] as const).flatMap(line).join('\n'),
    ),
    ...part(words.more, (['howRecorded', 'fingerprint'] as const).flatMap(line).join('\n')),
  ].join('\n\n')
}

function contextOf(record: DecisionRecord, words: DecisionWords, line: (column: DecisionColumn) => string[]): string[] {
  const changes = record.changes.map(
    one => `- **${plainInMarkdown(words.version(one.version))}:** ${plainInMarkdown(one.change || words.erased)}`,
  )
  return [[...line('opened'), ...changes].join('\n')]
}

function outcomeOf(record: DecisionRecord, words: DecisionWords): string[] {
  if (record.decidedAt === null) return [plainInMarkdown(words.status(record.status))]
  const tally = record.tally.map(({ value, count }) => words.tally(words.value(record.method, value), count))
  return [
    `**${plainInMarkdown(words.status(record.status))}.** ${plainInMarkdown(decisionCell(record, 'why', words))}`,
    [
      `- **${plainInMarkdown(words.column.heard)}:** ${plainInMarkdown(decisionCell(record, 'heard', words))} (${plainInMarkdown(words.list(tally))})`,
      ...(record.silent.length > 0
        ? [`- **${plainInMarkdown(words.column.notHeard)}:** ${plainInMarkdown(words.list(record.silent))}`]
        : []),
    ].join('\n'),
  ]
}

function positionsOf(record: DecisionRecord, words: DecisionWords): string[] {
  if (record.positions.length === 0) return []
  const rows = record.positions.map(one =>
    tableRow([one.party, positionLine(record, one, words), reasonLine(one.reason, words)]),
  )
  return [[tableRow([words.party, words.position, words.reason]), tableRow(['---', '---', '---']), ...rows].join('\n')]
}

function voice(party: string, what: string, reason: string | null, words: DecisionWords): string[] {
  return [
    `**${plainInMarkdown(party)}** (${plainInMarkdown(what)})`,
    quoted(plainInMarkdown(reasonLine(reason, words), true)),
  ]
}

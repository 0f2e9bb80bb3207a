import type { DecisionRecord, PositionRecord } from './decision-record.ts'
import type { DecisionColumn, DecisionWords } from './decision-words.ts'

/** A position in a few words: what was said, and what has to be known of it. */
export function positionLine(record: DecisionRecord, position: PositionRecord, words: DecisionWords): string {
  return [
    words.value(record.method, position.value),
    ...(position.stale ? [words.stale(position.version)] : []),
    ...(position.provisional ? [words.provisional(position.dueAt)] : []),
    ...(position.proxy ? [words.proxy(position.proxy.by, position.proxy.readBack)] : []),
  ].join('; ')
}

/** What was said as a reason: the words, or that there were none, or that they were erased. */
export function reasonLine(reason: string | null, words: DecisionWords): string {
  return reason === null ? words.noReason : reason || words.erased
}

/** One decision's answer to what a reviewer asks in one column, as plain text. */
export function decisionCell(record: DecisionRecord, column: DecisionColumn, words: DecisionWords): string {
  const number = (value: number | null) => (value === null ? '' : words.count(value))
  const said = (party: string, what: string, reason: string | null) =>
    `${party}: ${what}${reason === null ? '' : ` – ${reasonLine(reason, words)}`}`
  switch (column) {
    case 'number':
      return words.count(record.number)
    case 'title':
      return record.title || words.erased
    case 'status':
      return words.status(record.status)
    case 'text':
      return record.text || words.erased
    case 'opened':
      return words.time(record.openedAt)
    case 'decided':
      return record.decidedAt === null ? '' : words.time(record.decidedAt)
    case 'howMade':
      return words.rule(record)
    case 'electorate':
      return words.list(record.electorate)
    case 'positions':
      return record.positions.map(one => said(one.party, positionLine(record, one, words), one.reason)).join('\n')
    case 'heard':
      return record.heard === null ? '' : `${words.count(record.heard)} / ${words.count(record.electorate.length)}`
    case 'notHeard':
      return words.list(record.silent)
    case 'why':
      return record.reasons.map(words.why).join(' ')
    case 'dissent':
      return record.dissent
        .map(one => `${said(one.party, words.value(record.method, one.value), one.reason ?? words.noReason)}`)
        .join('\n')
    case 'objections':
      return record.objections.map(one => said(one.party, words.objection(one.state), one.reason)).join('\n')
    case 'changes':
      return record.changes.map(one => `${words.version(one.version)}: ${one.change || words.erased}`).join('\n')
    case 'howRecorded':
      return words.recorded
    case 'ensures':
      return record.owner ?? words.nobody
    case 'scrutinises':
      return words.list(record.electorate)
    case 'reported':
      return record.boundary === 'partnership' ? words.readByAll : words.readByBrokers
    case 'review':
      return record.reviewOn === null ? words.noDate : words.date(record.reviewOn)
    case 'reversible':
      return record.reversible ? words.yes : words.no
    case 'supersedes':
      return number(record.supersedes)
    case 'supersededBy':
      return number(record.supersededBy)
    case 'fingerprint':
      return record.textHash
  }
}

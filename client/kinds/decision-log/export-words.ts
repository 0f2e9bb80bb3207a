import { msg, str } from '@lit/localize'
import type { DecisionRecord } from '../../../shared/take-out/decision-record.ts'
import type { DecisionWords } from '../../../shared/take-out/decision-words.ts'
import { formatDate, formatDateTime, formatList, formatNumber } from '../../ui/format.ts'
import { methodWord, statusWord } from '../../ui/words.ts'
import { ruleSentence } from './method-sentence.ts'
import { objectionWord, reasonSentence, valueName } from './values.ts'

/** The words of a decision log that is taken out, in the reader's language. */
export function exportWords(): DecisionWords {
  return {
    heading: msg('Decision log'),
    column: {
      number: msg('Number'),
      title: msg('Question'),
      status: msg('Status'),
      text: msg('Words decided on'),
      opened: msg('Opened'),
      decided: msg('Decided'),
      howMade: msg('How made'),
      electorate: msg('Who decides'),
      positions: msg('Positions by party'),
      heard: msg('Heard'),
      notHeard: msg('Not heard'),
      why: msg('Why this result'),
      dissent: msg('Dissent, in the words given'),
      objections: msg('Objections and what became of them'),
      changes: msg('Changes before the decision'),
      howRecorded: msg('How recorded'),
      ensures: msg('Who ensures action'),
      scrutinises: msg('Who scrutinises'),
      reported: msg('To whom reported'),
      review: msg('Review'),
      reversible: msg('Can it be undone?'),
      supersedes: msg('Supersedes'),
      supersededBy: msg('Superseded by'),
      fingerprint: msg('Fingerprint of the words'),
    },
    party: msg('Party'),
    position: msg('Position'),
    reason: msg('Reason, in the words given'),
    context: msg('Context'),
    decision: msg('Words decided on'),
    outcome: msg('Outcome'),
    confirmation: msg('Confirmation'),
    more: msg('More information'),
    all: msg('All decisions'),
    noReason: msg('No reason given.'),
    erased: msg('These words were erased.'),
    nobody: msg('Nobody named'),
    noDate: msg('No date set'),
    yes: msg('Yes, without lasting harm'),
    no: msg('Not without lasting harm'),
    recorded: msg(
      'In the chained ledger of this partnership, which nobody can quietly change and every reader can check',
    ),
    readByAll: msg('Everyone in the partnership'),
    readByBrokers: msg('Only the brokers'),
    nameless: msg('Someone'),
    status: statusWord,
    rule: ruleOf,
    value: valueName,
    why: reasonSentence,
    objection: objectionWord,
    stale: version => msg(str`given on version ${formatNumber(version)}`),
    provisional: due => (due === null ? msg('provisional') : msg(str`provisional until ${formatDate(due)}`)),
    proxy: (by, readBack) =>
      readBack ? msg(str`Entered by ${by}, read back: yes.`) : msg(str`Entered by ${by}, read back: no.`),
    version: version => msg(str`Version ${formatNumber(version)}`),
    date: formatDate,
    time: formatDateTime,
    list: formatList,
    count: formatNumber,
    tally: (value, count) => msg(str`${value}: ${formatNumber(count)}`),
  }
}

function ruleOf({ method, settings, electorate }: DecisionRecord): string {
  const name = methodWord(method)
  return `${msg(str`${name}, counted by party.`)} ${ruleSentence(settings, electorate.length)}`
}

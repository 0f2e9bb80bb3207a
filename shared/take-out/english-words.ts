import type { DecisionWords } from './decision-words.ts'

const STATUS = {
  open: 'Open',
  adopted: 'Adopted',
  adopted_ad_referendum: 'Adopted, provisional',
  not_adopted: 'Not adopted',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
} as const

const VALUES: Readonly<Record<string, string>> = {
  consent: 'Consent',
  concern: 'Concern',
  objection: 'Objection',
  yes: 'Yes',
  no: 'No',
  abstain: 'Abstains',
}

const OBJECTIONS = {
  raised: 'raised',
  tested: 'tested with the objector',
  integrated: 'integrated',
  resolved: 'resolved',
  withdrawn: 'withdrawn',
  referred: 'referred, still open',
} as const

const REASONS = {
  'no-open-objection': 'No objection was open.',
  'open-objection': 'An objection was still open.',
  'quorum-met': 'Enough parties spoke.',
  'quorum-not-met': 'Too few parties spoke.',
  'required-not-heard': 'A party that bears the consequence was not heard.',
  'majority-reached': 'The bar for yes was reached.',
  'majority-not-reached': 'The bar for yes was not reached.',
  tie: 'It was a tie, and a tie adopts nothing.',
  provisional: 'A yes still waits for word from home.',
} as const

/** The words of the copies that the server packs, which has no language of its own. Times are in UTC. */
export const ENGLISH: DecisionWords = {
  heading: 'Decision log',
  column: {
    number: 'Number',
    title: 'Title',
    status: 'Status',
    text: 'Words decided on',
    opened: 'Opened',
    decided: 'Decided',
    howMade: 'How made',
    electorate: 'Who decides',
    positions: 'Positions by party',
    heard: 'Parties heard',
    notHeard: 'Not heard',
    why: 'Why this result',
    dissent: 'Dissent, in the words given',
    objections: 'Objections and what became of them',
    changes: 'Changes before the decision',
    howRecorded: 'How recorded',
    ensures: 'Who ensures action',
    scrutinises: 'Who scrutinises',
    reported: 'To whom reported',
    review: 'Review on',
    reversible: 'Can it be undone?',
    supersedes: 'Supersedes',
    supersededBy: 'Superseded by',
    fingerprint: 'Fingerprint of the words',
  },
  party: 'Party',
  position: 'Position',
  reason: 'Reason, in the words given',
  context: 'Context',
  decision: 'Words decided on',
  outcome: 'Decision outcome',
  confirmation: 'Confirmation',
  more: 'More information',
  all: 'All decisions',
  noReason: 'No reason given.',
  erased: 'These words were erased.',
  nobody: 'Nobody named',
  noDate: 'No date set',
  yes: 'Yes, without lasting harm',
  no: 'Not without lasting harm',
  recorded: 'In the chained ledger of this partnership, which the server alone writes and every reader can check',
  readByAll: 'Everyone in the partnership',
  readByBrokers: 'The brokers',
  nameless: 'Someone',
  status: status => STATUS[status],
  rule: ({ method, settings, electorate }) =>
    method === 'consent'
      ? `Consent, counted by party; quorum ${settings.quorum} % of ${electorate.length}; no open objection`
      : `Majority, counted by party; quorum ${settings.quorum} % of ${electorate.length}; ${settings.threshold <= 50 ? 'more yes than no' : `at least ${settings.threshold} % yes`}`,
  value: (_, value) => VALUES[value] ?? value,
  why: reason => REASONS[reason],
  objection: state => OBJECTIONS[state],
  stale: version => `given on version ${version}`,
  provisional: due => (due === null ? 'provisional' : `provisional until ${isoDay(due)}`),
  proxy: (by, readBack) => `entered by ${by}, read back: ${readBack ? 'yes' : 'no'}`,
  version: version => `Version ${version}`,
  date: isoDay,
  time: ms => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  list: items => items.join(', '),
  count: value => String(value),
  tally: (value, count) => `${value}: ${count}`,
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

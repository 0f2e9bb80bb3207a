import type { MethodId } from '../../../shared/ledger/facts.ts'
import { LOG_STATUSES, type LogEntry, type LogStatus } from './log-entries.ts'

/** What the log can be asked for besides status, method and party. */
export type Need = 'us' | 'review'

/** What is asked of the log. An empty list asks for everything. */
export type LogQuery = {
  words: string
  status: readonly LogStatus[]
  method: readonly MethodId[]
  needs: readonly Need[]
  party: string | null
  tab: 'timeline' | 'table'
}

const METHODS: readonly MethodId[] = ['consent', 'majority']
const NEEDS: readonly Need[] = ['us', 'review']

/** Reads a query from a URL's search part; what it does not know counts as not asked. */
export function readQuery(search: string): LogQuery {
  const params = new URLSearchParams(search)
  const list = <Value extends string>(name: string, known: readonly Value[]) =>
    (params.get(name) ?? '').split(',').flatMap(value => known.filter(one => one === value))
  return {
    words: params.get('q') ?? '',
    status: list('status', LOG_STATUSES),
    method: list('method', METHODS),
    needs: list('needs', NEEDS),
    party: params.get('party') || null,
    tab: params.get('tab') === 'table' ? 'table' : 'timeline',
  }
}

/** Writes a query into a search part, keeping the parameters of others (the view, the lens); '' when nothing is asked. */
export function writeQuery(query: LogQuery, search: string): string {
  const params = new URLSearchParams(search)
  const set = (name: string, value: string) => (value ? params.set(name, value) : params.delete(name))
  set('q', query.words.trim())
  set('status', query.status.join(','))
  set('method', query.method.join(','))
  set('needs', query.needs.join(','))
  set('party', query.party ?? '')
  set('tab', query.tab === 'table' ? 'table' : '')
  const text = params.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** How many filters are on, the search box apart. */
export function filtersOn(query: LogQuery): number {
  return query.status.length + query.method.length + query.needs.length + (query.party ? 1 : 0)
}

/** The entries that the query asks for, in the log's order. */
export function ask(entries: readonly LogEntry[], query: LogQuery): LogEntry[] {
  return entries.filter(entry => TESTS.every(test => test.matches(entry, query)))
}

/** One of the filters that counts are shown for. */
export type Facet = 'status' | 'method' | 'needs' | 'party'

/** How many entries each option of a filter would show, the other filters standing as they are. */
export function countBy(entries: readonly LogEntry[], query: LogQuery, facet: Facet, option: string): number {
  const others = TESTS.filter(test => test.facet !== facet)
  return entries.filter(entry => others.every(test => test.matches(entry, query)) && has(entry, facet, option)).length
}

function has(entry: LogEntry, facet: Facet, option: string): boolean {
  switch (facet) {
    case 'status':
      return entry.status === option
    case 'method':
      return entry.method === option
    case 'needs':
      return option === 'us' ? entry.fromUs : entry.reviewDue
    case 'party':
      return entry.parties.includes(option)
  }
}

type Test = { facet: Facet | 'words'; matches: (entry: LogEntry, query: LogQuery) => boolean }

const anyOf = (facet: 'status' | 'method' | 'needs'): Test => ({
  facet,
  matches: (entry, query) => query[facet].length === 0 || query[facet].some(option => has(entry, facet, option)),
})

const TESTS: readonly Test[] = [
  anyOf('status'),
  anyOf('method'),
  anyOf('needs'),
  { facet: 'party', matches: (entry, query) => query.party === null || has(entry, 'party', query.party) },
  {
    facet: 'words',
    matches: (entry, query) => {
      const wanted = query.words.normalize('NFC').toLocaleLowerCase().split(/\s+/u).filter(Boolean)
      return wanted.every(word => entry.haystack.includes(word))
    },
  },
]

/** A stretch of the timeline: what is open now, what is in draft, or one month (its first moment, in the reader's zone). */
export type LogGroup = { key: 'open' | 'draft' | `${number}`; entries: LogEntry[] }

/** Entries as the timeline groups them: open now, in draft, then month by month, newest first. */
export function groupEntries(entries: readonly LogEntry[]): LogGroup[] {
  const groups: LogGroup[] = []
  for (const entry of entries) {
    const key = entry.status === 'open' || entry.status === 'draft' ? entry.status : monthOf(entry.date)
    const last = groups.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else groups.push({ key, entries: [entry] })
  }
  return groups
}

function monthOf(at: number): `${number}` {
  const day = new Date(at)
  return `${new Date(day.getFullYear(), day.getMonth(), 1).getTime()}`
}

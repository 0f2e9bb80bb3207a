import fc from 'fast-check'
import type { Objection, Position, Proposal } from '../../../shared/ledger/state.ts'
import { id, settings } from './table.ts'

/** What one party does: its value, whether it spoke on an older text, and whether it waits for its home. */
export type Ballot = { party: string; value: string; stale: boolean; provisional: boolean; confirmed: boolean }

/** A proposal with ballots and objections, free of any table. */
export function pollOf(given: {
  method: 'consent' | 'majority'
  quorum: number
  threshold: number
  electorate: string[]
  required: string[]
  ballots: readonly Ballot[]
  objections: readonly { party: string; state: Objection['state'] }[]
}): Proposal {
  const positions = given.ballots.map(
    (ballot): Position => ({
      party: ballot.party,
      member: 'm',
      version: ballot.stale ? 1 : 2,
      textHash: 'h',
      value: ballot.value,
      reason: `why ${ballot.party}`,
      provisional: ballot.provisional,
      dueAt: null,
      confirmedAt: ballot.confirmed ? 5 : null,
      proxy: null,
      at: 1,
    }),
  )
  const objections = given.objections.map(
    ({ party, state }, at): Objection => ({
      id: `o${at}`,
      party,
      member: 'm',
      reason: `objects ${party}`,
      state,
      raisedOn: 1,
      integratedIn: null,
      note: null,
      at: 1,
    }),
  )
  const version = { title: 't', text: 'x', textHash: 'h', change: null, at: 1 }
  const { method, quorum, threshold, required, electorate } = given
  return {
    id: 'p',
    document: 'd',
    number: 1,
    language: 'en',
    status: 'open',
    openedBy: 'o',
    openedAt: 1,
    versions: [
      { ...version, version: 1 },
      { ...version, version: 2 },
    ],
    settings: settings({ method, quorum, threshold, required }),
    electorate,
    owner: null,
    reviewOn: null,
    supersedes: null,
    supersededBy: null,
    positions: new Map(positions.map(position => [position.party, position])),
    objections: new Map(objections.map(objection => [objection.id, objection])),
    result: null,
  }
}

const PARTIES = Array.from({ length: 8 }, (_, at) => id(`party${'abcdefgh'[at]}`))

/** Any poll of a method: up to eight parties, a stranger or two among the ballots. */
export function arbitraryPoll(method: 'consent' | 'majority') {
  const values = method === 'consent' ? ['consent', 'concern', 'objection', 'bogus'] : ['yes', 'no', 'abstain', 'bogus']
  const party = fc.constantFrom(...PARTIES)
  const ballot = fc.record({
    party,
    value: fc.constantFrom(...values),
    stale: fc.boolean(),
    provisional: fc.boolean(),
    confirmed: fc.boolean(),
  })
  return fc
    .record({
      electorate: fc.uniqueArray(party, { minLength: 1, maxLength: 8 }),
      ballots: fc.uniqueArray(ballot, { selector: one => one.party, maxLength: 8 }),
      quorum: fc.integer({ min: 1, max: 100 }),
      threshold: fc.integer({ min: 50, max: 100 }),
      requiredAt: fc.array(fc.nat(7), { maxLength: 2 }),
      objections: fc.array(
        fc.record({
          party,
          state: fc.constantFrom<Objection['state']>(
            'raised',
            'tested',
            'integrated',
            'resolved',
            'withdrawn',
            'referred',
          ),
        }),
        { maxLength: method === 'consent' ? 2 : 0 },
      ),
    })
    .map(({ requiredAt, ...rest }) => ({
      ...rest,
      method,
      required: requiredAt.flatMap(at => rest.electorate[at] ?? []),
    }))
}

/** Anything that `arbitraryPoll` makes. */
export type Given = Parameters<typeof pollOf>[0]

/**
 * The rules of domain.md 7.2 and 12 counted a second time, in other words than the product's own: what adopts, by party.
 */
export function secondTally(given: Given): { outcome: string; heard: number; yes: number; no: number } {
  const known = given.method === 'consent' ? 'consent concern objection' : 'yes no abstain'
  let heard = 0
  let yes = 0
  let no = 0
  let waiting = 0
  let silentRequired = given.required.length
  let stopped = given.objections.some(one => !/integrated|resolved|withdrawn/.test(one.state))
  for (const party of given.electorate) {
    const ballot = given.ballots.find(one => one.party === party)
    if (!ballot || ballot.stale || !known.split(' ').includes(ballot.value)) continue
    heard++
    silentRequired -= given.required.filter(one => one === party).length
    if (ballot.provisional && !ballot.confirmed) waiting++
    if (ballot.value === 'yes') yes++
    if (ballot.value === 'no') no++
    if (ballot.value === 'objection' && !given.objections.some(one => one.party === party)) stopped = true
  }
  const share = yes / (yes + no) // NaN compares false: nobody said yes or no.
  const enough =
    given.method === 'consent' ? !stopped : given.threshold === 50 ? share > 0.5 : share >= given.threshold / 100
  const adopted = enough && heard / given.electorate.length >= given.quorum / 100 && silentRequired === 0
  return { outcome: adopted ? (waiting > 0 ? 'adopted_ad_referendum' : 'adopted') : 'not_adopted', heard, yes, no }
}

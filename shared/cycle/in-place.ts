import { clauseAssents, clauseStatus } from '../kinds/agreement/standing.ts'
import type { ArtifactMark, ClauseRecord, LedgerState } from '../ledger/state.ts'
import type { LaidClause, Lay } from './lay.ts'
import { ARTIFACTS, ARTIFACTS_AT, type ArtifactId, type Place, type Stage } from './stages.ts'

/** How far something has come: there, begun, not there, or said not to be needed here. */
export type Progress = 'in-place' | 'begun' | 'missing' | 'not-needed'

/** What Trestle itself can tell of an artifact: `done` of `all`, counted in what the artifact is made of. */
export type Derived = { progress: 'in-place' | 'begun' | 'missing'; done: number; all: number }

/**
 * One artifact as it stands. `derived` is null for what Trestle cannot hold; `mark` is the brokers' word, which counts
 * before what is derived, and is shown as their word.
 */
export type ArtifactStanding = {
  id: ArtifactId
  at: Place
  progress: Progress
  derived: Derived | null
  mark: ArtifactMark | null
}

/** Sections whose words are ground rules: behaviours, how decisions are made, how partners talk. */
const GROUND_RULES: readonly string[] = ['Y4', 'H2', 'H5']

/** Every artifact of the cycle as it stands, in the order of the ring; read off the ledger and the canvases alone. */
export function artifactsOf(state: LedgerState, lay: Lay): ArtifactStanding[] {
  return ARTIFACTS.map(id => {
    const derived = DERIVED[id]?.(state, lay) ?? null
    const mark = state.cycle.marked.get(id) ?? null
    return { id, at: placeOf(id), progress: mark?.standing ?? derived?.progress ?? 'missing', derived, mark }
  })
}

/** Those of one stage; stage A is followed by the threshold, which is to be crossed before B. */
export function artifactsAt(all: readonly ArtifactStanding[], ...places: Place[]): ArtifactStanding[] {
  return all.filter(one => places.includes(one.at))
}

/** The first thing that this stage still lacks, the threshold after the rest of stage A; null when nothing is missing. */
export function nextMissing(all: readonly ArtifactStanding[], stage: Stage): ArtifactStanding | null {
  const here = stage === 'A' ? artifactsAt(all, 'A', 'threshold') : artifactsAt(all, stage)
  return here.find(one => one.progress === 'missing' || one.progress === 'begun') ?? null
}

/** How many of these there are, and how many are in place; what is not needed counts on neither side. */
export function countInPlace(some: readonly ArtifactStanding[]): { done: number; all: number } {
  const needed = some.filter(one => one.progress !== 'not-needed')
  return { done: needed.filter(one => one.progress === 'in-place').length, all: needed.length }
}

const DERIVED: Partial<Record<ArtifactId, (state: LedgerState, lay: Lay) => Derived>> = {
  'stakeholder-map': stakeholderMap,
  interests,
  'resource-map': resourceMap,
  'ground-rules': (state, lay) => sections(state, lay, GROUND_RULES),
  agreement,
  assent,
  'decision-log': decisionLog,
}

/** Counted in parties: a map is everyone's once each partner has rated someone on it. */
function stakeholderMap(state: LedgerState, { stakeholders }: Lay): Derived {
  const partners = partnersOf(state)
  const rated = new Set<string>()
  for (const { document, id } of stakeholders) {
    for (const party of state.ratings.get(document)?.of.get(id)?.keys() ?? []) rated.add(party)
  }
  const derived = counted(partners.filter(party => rated.has(party)).length, partners.length)
  return derived.progress === 'missing' && stakeholders.length > 0 ? { ...derived, progress: 'begun' } : derived
}

/** Counted in stakeholders that somebody rated: those are the ones whose interests one should know. */
function interests(state: LedgerState, { stakeholders }: Lay): Derived {
  const asked = stakeholders.filter(({ document, id }) => state.ratings.get(document)?.of.has(id))
  const stated = stakeholders.filter(one => one.interests).length
  const derived = counted(asked.filter(one => one.interests).length, asked.length)
  return derived.progress === 'missing' && stated > 0 ? { ...derived, progress: 'begun' } : derived
}

/** Counted in partners that stand on the map as stakeholders with what they bring. */
function resourceMap(state: LedgerState, { stakeholders }: Lay): Derived {
  const partners = partnersOf(state)
  const bring = new Set(stakeholders.filter(one => one.brings).map(one => one.party))
  return counted(partners.filter(party => bring.has(party)).length, partners.length)
}

/** Counted in clauses of these sections that are settled, of those that are on the table. */
function sections(state: LedgerState, { clauses }: Lay, codes: readonly string[]): Derived {
  const here = clauses.filter(one => codes.includes(one.code))
  const derived = counted(here.filter(one => isSettled(state, one)).length, here.length)
  return derived.progress === 'missing' && here.some(one => !one.empty) ? { ...derived, progress: 'begun' } : derived
}

/** Counted in clauses that are settled with the words they have now. */
function agreement(state: LedgerState, { clauses }: Lay): Derived {
  const derived = counted(clauses.filter(one => isSettled(state, one)).length, clauses.length)
  return derived.progress === 'missing' && clauses.some(one => !one.empty) ? { ...derived, progress: 'begun' } : derived
}

/** Counted in partners that assent to every clause that has words, as the words are now. */
function assent(state: LedgerState, { clauses }: Lay): Derived {
  const worded = clauses.filter(one => !one.empty)
  const partners = partnersOf(state)
  const yes = (party: string) =>
    worded.every(one => clauseAssents(recordOf(state, one), one.hash, [party])[0]?.stance === 'assent')
  const derived = counted(worded.length === 0 ? 0 : partners.filter(yes).length, partners.length)
  const some = worded.some(one => recordOf(state, one)?.assents.size)
  return derived.progress === 'missing' && some ? { ...derived, progress: 'begun' } : derived
}

/** Counted in decisions, made of made or open. */
function decisionLog(state: LedgerState): Derived {
  const proposals = [...state.proposals.values()]
  const made = proposals.filter(one => one.result !== null).length
  const open = proposals.filter(one => one.status === 'open').length
  return { progress: made > 0 ? 'in-place' : open > 0 ? 'begun' : 'missing', done: made, all: made + open }
}

function counted(done: number, all: number): Derived {
  return { progress: all > 0 && done === all ? 'in-place' : done > 0 ? 'begun' : 'missing', done, all }
}

function partnersOf(state: LedgerState): string[] {
  return [...state.parties.values()].filter(party => party.standing === 'partner').map(party => party.id)
}

function recordOf(state: LedgerState, { document, id }: LaidClause): ClauseRecord | undefined {
  return state.clauses.get(document)?.get(id)
}

function isSettled(state: LedgerState, clause: LaidClause): boolean {
  return clauseStatus(recordOf(state, clause), clause.hash, clause.empty) === 'settled'
}

function placeOf(id: ArtifactId): Place {
  const places = Object.keys(ARTIFACTS_AT) as Place[]
  return places.find(place => (ARTIFACTS_AT[place] as readonly ArtifactId[]).includes(id))!
}

import type { DocumentRow } from '../ports.ts'
import type { LedgerService, SyncService } from '../services.ts'
import { clauseActs, cycleActs, ratingActs, seatingActs, words } from './acts.ts'
import { clauseRows, writeAgreement, writeCompanion, writeLog, writeMap } from './canvases.ts'
import { type Cast, castSample, idOf } from './cast.ts'
import { decisionActs } from './decision-acts.ts'
import { PEOPLE, type PersonKey, SAMPLE } from './people.ts'
import { tell } from './tell.ts'
import { type Act, dayAt, FIRST_DAY, inOrder } from './timeline.ts'

/** What furnishing needs: the services, the partnership with its four canvases, and the day of creation. */
export type SampleDeps = {
  ledger: Pick<LedgerService, 'record' | 'state' | 'words'>
  sync: Pick<SyncService, 'edit' | 'read'>
  partnership: string
  /** The sample's canvases, just created. `companion` is the brokers' half of the map. */
  documents: { map: DocumentRow; companion: DocumentRow | null; agreement: DocumentRow; log: DocumentRow }
  /** Milliseconds since 1970: the day D of the sample. */
  now: number
  /** Random whole number under `n`, for dealing marks. */
  below?: (n: number) => number
}

/**
 * When the story of a sample made at `now` begins. Record the partnership's own creation, its creator and its documents
 * with this `at`, so that the stream's times never run backwards.
 */
export function sampleBegan(now: number): number {
  return dayAt(now, FIRST_DAY)
}

/**
 * Fills a partnership with the Mirata Basin Compact: parties and people, the map with its ratings, the agreement with its
 * clause states, and the decisions with every position. Facts go through `ledger.record`, back-dated in the order they
 * happened; canvases through `sync.edit`. Resolves when all of it is on disk; answers the ids it dealt.
 */
export async function furnishSample(deps: SampleDeps): Promise<Cast> {
  const { documents, now, sync } = deps
  const cast = castSample(deps.below)
  await sync.edit(documents.map, doc => writeMap(doc, cast))
  if (documents.companion) await sync.edit(documents.companion, doc => writeCompanion(doc, cast))
  await sync.edit(documents.agreement, writeAgreement)
  await sync.edit(documents.log, doc => writeLog(doc, cast, now))
  const clauses = await sync.read(documents.agreement.id, clauseRows)
  const acts = [
    ...(await purposeActs(deps)),
    ...seatingActs(cast),
    ...cycleActs(),
    ...ratingActs(cast, documents.map.id),
    ...clauseActs(cast, documents.agreement.id, clauses),
    ...decisionActs(cast, documents.log.id, now),
  ]
  const state = await deps.ledger.state(deps.partnership)
  const told = tell(inOrder(acts, now), state, cast.proposals)
  // All are given at once, not one by one: the ledger takes them in this order, and its clock, which closes by rule what is
  // past its time, gets no turn between the opening of an old proposal and its closing.
  const { ledger, partnership } = deps
  await Promise.all(told.map(act => ledger.record(partnership, act.drafts, { ...actorOf(cast, act.by), at: act.at })))
  return cast
}

/** The sample's own purpose, where its creator wrote none. */
async function purposeActs({ ledger, partnership }: SampleDeps): Promise<Act[]> {
  const about = (await ledger.state(partnership)).partnership
  if (!about || (await ledger.words(partnership, about.purpose)) !== '') return []
  const name = words((await ledger.words(partnership, about.name)) || SAMPLE.name)
  return [
    { day: FIRST_DAY + 1, by: null, facts: [{ type: 'partnership.renamed', name, purpose: words(SAMPLE.purpose) }] },
  ]
}

function actorOf(cast: Cast, by: PersonKey | null) {
  const person = PEOPLE.find(one => one.key === by)
  if (!person) return { actor: null, role: null, party: null }
  return {
    actor: idOf(cast.people, person.key),
    role: person.role,
    party: person.party && idOf(cast.parties, person.party),
  }
}

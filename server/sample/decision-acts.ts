import type { ProposalDraft } from '../../shared/kinds/decision-log/draft.ts'
import { newId } from '../../shared/ids.ts'
import type { Fact, Words } from '../../shared/ledger/facts.ts'
import { speakerOf, words } from './acts.ts'
import { type Cast, idOf } from './cast.ts'
import { DECISIONS, type SampleDecision, type SampleEvent } from './decisions.ts'
import { frozen } from './prose.ts'
import type { PartyKey, PersonKey } from './people.ts'
import { type Act, DAY } from './timeline.ts'

/** Everything that happened to the sample's opened proposals: opened, spoken on, amended, closed. */
export function decisionActs(cast: Cast, log: string, now: number): Act[] {
  return DECISIONS.flatMap(decision => {
    const opened: Act = {
      day: decision.openedDay,
      by: decision.openedBy,
      facts: [openedFact(cast, log, decision, now)],
    }
    const closed: Act[] = decision.closed ? [{ day: decision.closesDay, by: null, close: decision.key }] : []
    return [opened, ...eventActs(cast, decision, now), ...closed]
  })
}

function openedFact(cast: Cast, log: string, decision: SampleDecision, now: number): Fact<Words> {
  const text = frozen(decision.text)
  return {
    type: 'proposal.opened',
    proposal: idOf(cast.proposals, decision.key),
    document: log,
    number: decision.number,
    title: words(text.title),
    text: words(text.text),
    textHash: text.hash,
    language: 'en',
    settings: {
      method: decision.method,
      unit: 'party',
      quorum: 50,
      threshold: 50,
      required: decision.required.map(party => idOf(cast.parties, party)),
      // A closed one closed on its day by rule; the acts of a day start half a day before it.
      closesAt: now + decision.closesDay * DAY - (decision.closed ? DAY / 2 : 0),
      // Majority asks those who abstain for a reason too, and one of the sample's gave none.
      reasonsOnDissent: decision.method === 'consent',
      reversible: true,
    },
    electorate: decision.electorate.map(party => idOf(cast.parties, party)),
    owner: null,
    reviewOn: null,
    supersedes: decision.supersedes && idOf(cast.proposals, decision.supersedes),
  }
}

/** How far the story of one proposal has been told. */
type Telling = {
  cast: Cast
  now: number
  proposal: string
  objections: Map<PartyKey, string>
  version: number
  text: ProposalDraft
}

function eventActs(cast: Cast, decision: SampleDecision, now: number): Act[] {
  const told: Telling = {
    cast,
    now,
    proposal: idOf(cast.proposals, decision.key),
    objections: new Map(),
    version: 1,
    text: frozen(decision.text),
  }
  return decision.events.map(event => ({ day: event.day, by: doerOf(event), facts: factsOf(told, event) }))
}

function doerOf(event: SampleEvent): PersonKey {
  if (event.type === 'position') return event.proxy?.by ?? speakerOf(event.party)
  return event.type === 'objection' ? speakerOf(event.party) : event.by
}

function factsOf(told: Telling, event: SampleEvent): Fact<Words>[] {
  const { cast, proposal, objections } = told
  switch (event.type) {
    case 'position':
      return [positionFact(told, event)]
    case 'objection': {
      const { day, party, reason } = event
      objections.set(party, newId())
      const raised: Fact<Words> = {
        type: 'objection.raised',
        proposal,
        objection: idOf(objections, party),
        party: idOf(cast.parties, party),
        version: told.version,
        reason: words(reason),
      }
      return [positionFact(told, { type: 'position', day, party, value: 'objection', reason }), raised]
    }
    case 'moved': {
      const objection = idOf(objections, event.party)
      return [{ type: 'objection.moved', proposal, objection, state: event.state, note: null }]
    }
    case 'amended':
      told.version += 1
      told.text = frozen(event.text)
      return [
        {
          type: 'proposal.amended',
          proposal,
          version: told.version,
          title: words(told.text.title),
          text: words(told.text.text),
          textHash: told.text.hash,
          change: words(event.change),
          integrates: event.integrates.map(party => idOf(objections, party)),
        },
      ]
  }
}

type Spoken = Extract<SampleEvent, { type: 'position' }>

function positionFact({ cast, now, proposal, version, text }: Telling, event: Spoken): Fact<Words> {
  return {
    type: 'position.taken',
    proposal,
    party: idOf(cast.parties, event.party),
    version,
    textHash: text.hash,
    value: event.value,
    reason: event.reason === undefined ? null : words(event.reason),
    provisional: event.dueDay !== undefined,
    dueAt: event.dueDay === undefined ? null : now + event.dueDay * DAY,
    proxy: event.proxy
      ? {
          by: idOf(cast.people, event.proxy.by),
          channel: event.proxy.channel,
          language: event.proxy.language,
          readBack: event.proxy.readBack,
          witness: event.proxy.witness === null ? null : words(event.proxy.witness),
        }
      : null,
  }
}

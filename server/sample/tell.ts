import { entryAfter } from '../../shared/ledger/chain.ts'
import { closeByRule } from '../../shared/ledger/closing.ts'
import type { Commitment, Entry, FactDraft, TextRow } from '../../shared/ledger/facts.ts'
import { applyEntry } from '../../shared/ledger/fold.ts'
import { mapWords } from '../../shared/ledger/map-words.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { commitDrafts } from '../../shared/ledger/words.ts'
import type { DecisionKey } from './decisions.ts'
import type { Act, TimedAct } from './timeline.ts'

/** An act with all its facts known. */
export type ToldAct = { at: number; by: Act['by']; drafts: FactDraft[] }

/**
 * Every act's facts, the closings computed by rule from what was told before them. The story is folded on a copy of
 * `state` under salts of its own, so that nothing has to be recorded before the whole of it is known.
 */
export function tell(
  acts: readonly TimedAct[],
  state: LedgerState,
  proposals: ReadonlyMap<DecisionKey | 'D9', string>,
): ToldAct[] {
  const texts = new Map<Commitment, string>()
  let known = state
  let salts = 0
  const salt = () => (salts++).toString(16).padStart(32, '0')
  return acts.map(act => {
    const drafts =
      'facts' in act ? act.facts.map(inPartnership) : [closing(known, proposals.get(act.close), act.at, texts)]
    const committed = commitDrafts(drafts, salt)
    for (const { texts: rows } of committed) for (const row of rows) keep(texts, row)
    for (const { fact } of committed) known = applyEntry(known, toldEntry(known, fact, act.at))
    return { at: act.at, by: act.by, drafts }
  })
}

/** The closing with its dissent in words: the copy's commitments are not the ones that the ledger will make. */
function closing(
  state: LedgerState,
  id: string | undefined,
  at: number,
  texts: ReadonlyMap<Commitment, string>,
): FactDraft {
  const proposal = state.proposals.get(id ?? '')
  if (!proposal) throw new Error('the sample closes a proposal that it never opened')
  const { boundary, fact } = closeByRule(state, proposal, at, false)
  return { boundary, fact: mapWords(fact, given => ({ words: texts.get(given.commitment ?? '') ?? given.words })) }
}

function inPartnership(fact: FactDraft['fact']): FactDraft {
  return { boundary: 'partnership', fact }
}

function keep(texts: Map<Commitment, string>, row: TextRow): void {
  texts.set(row.commitment, row.words)
}

function toldEntry(state: LedgerState, fact: Entry['fact'], at: number): Entry {
  return entryAfter(state.heads.get('partnership'), {
    stream: 'partnership',
    partnership: state.partnership?.id ?? '',
    at,
    command: '',
    index: 0,
    actor: null,
    role: null,
    party: null,
    fact,
  })
}

import type { Actor } from '../../shared/access/roles.ts'
import { actorNow } from '../../shared/ledger/actor-now.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Command } from '../../shared/ledger/commands.ts'
import { decide } from '../../shared/ledger/decide.ts'
import type { FactDraft } from '../../shared/ledger/facts.ts'
import type { Refusal } from '../../shared/ledger/refusals.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import type { LedgerRows } from '../ports.ts'
import type { SyncService } from '../services.ts'
import { canvasContext } from './freeze.ts'
import type { Act, PartnershipLedger } from './partnership-ledger.ts'
import { isSameAct } from './replay.ts'

/** Times that a lost race for a seq is run again before it counts as a fault. Each loss means that another server got on. */
const ATTEMPTS = 64

/** What an act leads to, worked out anew for each attempt on what the streams say then. */
export type Rule<Reason = Refusal> = (
  state: LedgerState,
) => Promise<Result<FactDraft[], Reason>> | Result<FactDraft[], Reason>

/**
 * Appends what `rule` answers, under a command id that counts once. Must run inside the partnership's queue. When another
 * writer took the seq the streams are read again and `rule` decides again. `known` answers for a command id that was used before.
 */
export async function appendByRule<Reason>(
  store: LedgerRows,
  partnership: string,
  ledger: PartnershipLedger,
  rule: Rule<Reason>,
  act: (state: LedgerState) => Act,
  known: (seq: number) => Promise<Result<{ seq: number }, Reason>> = async seq => accept({ seq }),
): Promise<Result<{ seq: number }, Reason | { code: 'nothing-changed' }>> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (ledger.stale) await ledger.refresh()
    const by = act(ledger.state)
    const before = await store.seqOfCommand(partnership, by.command)
    if (before !== null) return known(before)
    const ruled = await rule(ledger.state)
    if (!ruled.ok) return ruled
    if (ruled.value.length === 0) return refuse({ code: 'nothing-changed' })
    const answer = await ledger.append(ruled.value, by)
    if (answer.type === 'appended') return accept({ seq: answer.seq })
    // Another server wrote here meanwhile: the loser reads what was written and decides again.
    await ledger.refresh()
    if (answer.type === 'command-known') return known(answer.seq)
  }
  throw new Error(`no free seq for partnership ${partnership} in ${ATTEMPTS} attempts`)
}

/** Rules on a person's command as the member whom the ledger knows now, whatever the session still believed. */
export function executeCommand(
  ports: { store: LedgerRows; sync: Pick<SyncService, 'read'>; now: () => number },
  partnership: string,
  ledger: PartnershipLedger,
  asked: Actor,
  command: Command,
): Promise<Result<{ seq: number }, Refusal>> {
  return appendByRule<Refusal>(
    ports.store,
    partnership,
    ledger,
    async state => {
      const actor = actorNow(state, asked.member)
      if (!actor) return refuse({ code: 'not-allowed' })
      return decide(state, actor, command, await canvasContext(ports.sync, state, actor, command, ports.now()))
    },
    state => {
      const actor = actorNow(state, asked.member)
      const seat = { role: actor?.role ?? null, party: actor?.party ?? null }
      return { ...seat, actor: asked.member, at: ports.now(), command: command.id }
    },
    // The id stands for one act of one person: for anything else it would answer that something was done which was not.
    async seq =>
      (await isSameAct(ports.store, partnership, ledger.words, { seq, member: asked.member, command }))
        ? accept({ seq })
        : refuse({ code: 'invalid', field: 'id' }),
  )
}

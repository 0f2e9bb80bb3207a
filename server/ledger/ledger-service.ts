import { accept, type Result } from '../../shared/result.ts'
import { closeByRule } from '../../shared/ledger/closing.ts'
import type { FactDraft } from '../../shared/ledger/facts.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { newId } from '../../shared/ids.ts'
import type { Clock, Log, Store } from '../ports.ts'
import type { LedgerService, RecordedBy, SyncService } from '../services.ts'
import { Closings, dueProposals } from './closings.ts'
import { appendByRule, executeCommand, type Rule } from './execute.ts'
import { type Act, PartnershipLedger } from './partnership-ledger.ts'
import { Projections } from './projections.ts'
import { newSalt } from './words.ts'

/** Ledgers kept in memory; beyond this the one that was asked least recently is read again when needed. */
const KEPT = 500

/** What the ledgers need. `sync` may be an object that finds the rooms later, since rooms need the ledgers too. */
export type LedgerPorts = {
  store: Store
  sync: Pick<SyncService, 'read'>
  clock: Clock
  log: Log
  /** 32 fresh hex digits; injected by tests alone. */
  salt?: () => string
}

/** The ledgers of every partnership in the store; see `LedgerService`. */
export function createLedger(ports: LedgerPorts): LedgerService {
  const { store, sync, clock, log } = ports
  const ledgers = new Map<string, PartnershipLedger>()
  const projections = new Projections(store)
  const closings = new Closings(clock, log, closeDue)

  function ledgerOf(partnership: string): PartnershipLedger {
    const found =
      ledgers.get(partnership) ??
      new PartnershipLedger(partnership, {
        store,
        salt: ports.salt ?? newSalt,
        grown: (id, grown) => projections.grow(id, grown),
      })
    ledgers.delete(partnership)
    ledgers.set(partnership, found)
    dropIdle()
    return found
  }

  function dropIdle(): void {
    for (const [id, ledger] of ledgers) {
      if (ledgers.size <= KEPT) return
      if (ledger.queue.idle) ledgers.delete(id)
    }
  }

  /** Runs `task` in the partnership's queue on what the store says now, and notes what it opened or closed. */
  function inQueue<T>(partnership: string, task: (ledger: PartnershipLedger) => Promise<T>): Promise<T> {
    const ledger = ledgerOf(partnership)
    return ledger.queue.run(async () => {
      if (ledger.stale) await ledger.refresh()
      const done = await task(ledger)
      closings.note(partnership, ledger.state)
      return done
    })
  }

  async function read(partnership: string): Promise<PartnershipLedger> {
    const ledger = ledgerOf(partnership)
    return ledger.stale ? inQueue(partnership, async fresh => fresh) : ledger
  }

  function closeDue(partnership: string): Promise<void> {
    return inQueue(partnership, async ledger => {
      for (const { id } of dueProposals(ledger.state, clock.now())) {
        const now = clock.now()
        const act: Act = { actor: null, role: null, party: null, at: now, command: newId() }
        const closed = await appendByRule(
          store,
          partnership,
          ledger,
          state => {
            // Another server may have closed it meanwhile.
            const proposal = dueProposals(state, now).find(one => one.id === id)
            return accept(proposal ? [closeByRule(state, proposal, now, false)] : [])
          },
          () => act,
        )
        if (closed.ok) log.info({ partnership, proposal: id }, 'a proposal closed by rule')
      }
    })
  }

  return {
    state: async partnership => (await read(partnership)).state,
    words: async (partnership, commitment) => (await read(partnership)).words.get(commitment),
    execute: (partnership, actor, command) =>
      inQueue(partnership, ledger =>
        executeCommand({ store, sync, now: () => clock.now() }, partnership, ledger, actor, command),
      ),
    async record(partnership, drafts, by) {
      if (drafts.length === 0) throw new RangeError('nothing to record')
      const { actor, role, party, at = clock.now(), command = newId() } = by
      const act: Act = { actor, role, party, at, command }
      const done = await inQueue(partnership, ledger =>
        appendByRule(
          store,
          partnership,
          ledger,
          () => accept(drafts),
          () => act,
        ),
      )
      // Drafts that are given are never refused.
      if (!done.ok) throw new Error('the ledger refused its own facts')
      return done.value
    },
    async recordByRule<Reason>(
      partnership: string,
      rule: (state: LedgerState) => Result<FactDraft[], Reason>,
      by: RecordedBy,
    ): Promise<Result<{ seq: number }, Reason>> {
      const { actor, role, party, at = clock.now(), command = newId() } = by
      const act: Act = { actor, role, party, at, command }
      const told: Rule<Reason> = state => {
        const ruled = rule(state)
        if (ruled.ok && ruled.value.length === 0) throw new RangeError('nothing to record')
        return ruled
      }
      const done = await inQueue(partnership, ledger => appendByRule(store, partnership, ledger, told, () => act))
      return done as Result<{ seq: number }, Reason>
    },
    project: row => inQueue(row.partnership, () => projections.open(row)),
    onProjected: listener => projections.listen(listener),
    async start() {
      for (const partnership of await store.partnerships()) {
        try {
          await read(partnership)
        } catch (error) {
          // One unreadable ledger must not keep the others' tables closed; it stays unreadable, and says so when asked.
          log.error({ partnership, error: String(error) }, 'this ledger cannot be read')
        }
      }
      await closings.start()
    },
    stop: () => closings.stop(),
  }
}

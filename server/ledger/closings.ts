import type { LedgerState, Proposal } from '../../shared/ledger/state.ts'
import type { Clock, Log } from '../ports.ts'

/** Longest timer in milliseconds: platforms fire at once above 2^31. */
const LONGEST = 86_400_000
/** Milliseconds until closings that failed are tried again. */
const RETRY = 5_000

/** Open proposals whose time has come, the earliest first. */
export function dueProposals(state: LedgerState, now: number): Proposal[] {
  return [...state.proposals.values()]
    .filter(({ status, settings }) => status === 'open' && settings.closesAt <= now)
    .sort((a, b) => a.settings.closesAt - b.settings.closesAt || a.number - b.number)
}

/** When the next open proposal closes by rule; null when none is open. */
function nextClosing(state: LedgerState): number | null {
  const times = [...state.proposals.values()]
    .filter(({ status }) => status === 'open')
    .map(({ settings }) => settings.closesAt)
  return times.length === 0 ? null : Math.min(...times)
}

/** One timer for the next closing of any partnership. `close` closes what is due in one of them. */
export class Closings {
  readonly #clock: Clock
  readonly #log: Log
  readonly #close: (partnership: string) => Promise<void>
  readonly #next = new Map<string, number>()
  #cancel: (() => void) | null = null
  #running = false
  #closing = false

  constructor(clock: Clock, log: Log, close: (partnership: string) => Promise<void>) {
    this.#clock = clock
    this.#log = log
    this.#close = close
  }

  /** Closes what is due now and keeps watch from here on. */
  async start(): Promise<void> {
    this.#running = true
    await this.#closeDue()
  }

  /** Forgets the timer; nothing closes any more. */
  stop(): void {
    this.#running = false
    this.#cancel?.()
    this.#cancel = null
  }

  /** Takes note of a partnership's open proposals, after each change of its ledger. */
  note(partnership: string, state: LedgerState): void {
    const next = nextClosing(state)
    if ((this.#next.get(partnership) ?? null) === next) return
    if (next === null) this.#next.delete(partnership)
    else this.#next.set(partnership, next)
    this.#arm()
  }

  #arm(atLeast = 0): void {
    this.#cancel?.()
    this.#cancel = null
    if (!this.#running || this.#closing || this.#next.size === 0) return
    const wait = Math.max(atLeast, Math.min(...this.#next.values()) - this.#clock.now())
    this.#cancel = this.#clock.after(Math.min(wait, LONGEST), () => void this.#closeDue())
  }

  async #closeDue(): Promise<void> {
    const now = this.#clock.now()
    let failed = false
    this.#closing = true
    for (const [partnership, at] of [...this.#next]) {
      if (at > now || !this.#running) continue
      try {
        await this.#close(partnership)
      } catch (error) {
        failed = true
        this.#log.error({ partnership, error: String(error) }, 'a proposal could not be closed by rule; trying again')
      }
    }
    this.#closing = false
    this.#arm(failed ? RETRY : 0)
  }
}

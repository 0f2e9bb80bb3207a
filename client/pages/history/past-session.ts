import type { Actor } from '../../../shared/access/roles.ts'
import type { Commitment } from '../../../shared/ledger/facts.ts'
import type { Refusal } from '../../../shared/ledger/refusals.ts'
import type { DocumentInfo, LedgerState } from '../../../shared/ledger/state.ts'
import { type Result, refuse } from '../../../shared/result.ts'
import type { CanvasRoom, CommandFailure, PartnershipSession } from '../../room/types.ts'

/**
 * A partnership as it stood at a moment: parties, ratings, assents and decisions as the record had them by then. It is read
 * as an observer reads, so that nothing in it can be done; what was said about the canvas is left out.
 */
export class PastSession implements PartnershipSession {
  readonly id: string
  readonly me: Actor & { name: string }
  readonly ledger: LedgerState
  readonly online = true
  readonly present: ReadonlySet<string> = new Set()
  readonly #live: PartnershipSession

  constructor(live: PartnershipSession, at: number) {
    this.#live = live
    this.id = live.id
    this.me = { ...live.me, role: 'observer' }
    const then = live.ledgerAt?.(at) ?? live.ledger
    // A canvas is in the record before its first edit, and titles and boundaries are those by which it is known now.
    this.ledger = { ...then, documents: live.ledger.documents, threads: new Map() }
  }

  get ready(): boolean {
    return this.#live.ready
  }

  words(commitment: Commitment | null | undefined): string {
    return this.#live.words(commitment)
  }

  wouldRefuse(): Refusal {
    return { code: 'not-allowed' }
  }

  async execute(): Promise<Result<{ seq: number }, CommandFailure>> {
    return refuse({ code: 'not-allowed' })
  }

  open(): CanvasRoom {
    throw new Error('a moment of one canvas holds no other')
  }

  companionOf(): DocumentInfo | undefined {
    return undefined
  }

  subscribe(listener: () => void): () => void {
    return this.#live.subscribe(listener)
  }

  close(): void {}
}

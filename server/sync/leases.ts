import type { Lease } from '../ports.ts'

/** Which member owns which client id of one document: only they may add structs under it (Y3, Y12). */
export class Leases {
  #members = new Map<number, string>()
  /** Ids that have structs; these leases are in the log and never end. */
  #kept = new Map<string, Set<number>>()

  constructor(stored: readonly Lease[]) {
    for (const { clientId, member } of stored) this.keep(clientId, member)
  }

  /** The member who owns the id, if any. */
  holder(clientId: number): string | undefined {
    return this.#members.get(clientId)
  }

  /** Every lease of the moment. */
  all(): Lease[] {
    return [...this.#members].map(([clientId, member]) => ({ clientId, member }))
  }

  /** How many ids with structs the member owns. */
  count(member: string): number {
    return this.#kept.get(member)?.size ?? 0
  }

  /** Leases an id that nobody owns because its presence was seen; ends with `release`. */
  claim(clientId: number, member: string): void {
    if (!this.#members.has(clientId)) this.#members.set(clientId, member)
  }

  /** Leases an id for good: it has structs. */
  keep(clientId: number, member: string): void {
    this.#members.set(clientId, member)
    const ids = this.#kept.get(member)
    if (ids) ids.add(clientId)
    else this.#kept.set(member, new Set([clientId]))
  }

  /** True when the lease is for good. */
  kept(clientId: number): boolean {
    const member = this.#members.get(clientId)
    return member !== undefined && this.#kept.get(member)?.has(clientId) === true
  }

  /** Ends a lease that rests on presence alone. */
  release(clientId: number): void {
    if (!this.kept(clientId)) this.#members.delete(clientId)
  }
}

import type { Clock } from '../ports.ts'
import type { Seat } from '../services.ts'
import type { AwarenessEntry } from './frame.ts'
import type { Leases } from './leases.ts'
import { LIMITS } from './limits.ts'
import { createTick, type Tick } from './tick.ts'

/** Someone who shows presence: a session of a room. `presenceId` is the one client id that it speaks for. */
export interface Presenter {
  seat: Seat
  presenceId: number | null
}

/** What presence leads to. */
export type PresenceEvents = {
  /** These are to be shown to everyone. */
  show(entries: AwarenessEntry[]): void
  /** Something that was said is shown to nobody. */
  dropped(): void
}

/** `json` is what is shown, stamped; null before anything was. `said` came later and is not looked at yet. */
type Shown = {
  clock: number
  json: Uint8Array | null
  said: Uint8Array | null
  by: Presenter | null
  gone: boolean
  cancel: (() => void) | null
}

const NULL = new TextEncoder().encode('null')
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/**
 * Who is where in one document: opaque bytes by client id, last state wins. Each session speaks for one id; what it says of other
 * ids (stock clients echo everything) is dropped. The roster's name, party and role are stamped over what it says of itself. It has
 * a tick of its own, so that somebody who moves a lot never makes others' edits wait; only the last state of a tick is looked into.
 */
export class Presence {
  readonly #leases: Leases
  readonly #clock: Clock
  readonly #events: PresenceEvents
  readonly #tick: Tick
  readonly #shown = new Map<number, Shown>()
  readonly #dirty = new Set<number>()
  #bytes = 0

  constructor(clock: Clock, leases: Leases, events: PresenceEvents) {
    this.#clock = clock
    this.#leases = leases
    this.#events = events
    this.#tick = createTick(
      clock,
      () => LIMITS.presenceTick,
      () => this.#flush(),
    )
  }

  /** Takes a session's awareness message. */
  receive(by: Presenter, entries: readonly AwarenessEntry[]): void {
    for (const entry of entries) if (by.seat.unseen || !this.#take(by, entry)) this.#events.dropped()
    if (this.#dirty.size > 0) this.#tick.touch()
  }

  #take(by: Presenter, { clientId, clock, json }: AwarenessEntry): boolean {
    const isNull = json.length === 4 && json.every((byte, at) => byte === NULL[at])
    if (by.presenceId === null && !isNull) this.#adopt(by, clientId)
    if (by.presenceId !== clientId || !this.#owns(by, clientId)) return false
    const shown = this.#shown.get(clientId)
    if (shown?.by === by && clock <= shown.clock) return false
    if (isNull) {
      if (shown) this.#hold(clientId, shown, clock)
      return true
    }
    if (json.length > LIMITS.presenceEntryBytes) return false
    shown?.cancel?.()
    // The frame's own memory is reused once it has been read.
    this.#shown.set(clientId, { clock, json: shown?.json ?? null, said: json.slice(), by, gone: false, cancel: null })
    this.#dirty.add(clientId)
    return true
  }

  /** The first id that a session shows is its own if the id is free or its member's; so nobody can be shown by another (Y8). */
  #adopt(by: Presenter, clientId: number): void {
    const holder = this.#leases.holder(clientId)
    if (clientId < LIMITS.firstClientId || clientId > 0xffffffff || (holder !== undefined && holder !== by.seat.member))
      return
    by.presenceId = clientId
  }

  /** An id that went free after its author showed nothing for a while may be another's by now. */
  #owns(by: Presenter, clientId: number): boolean {
    this.#leases.claim(clientId, by.seat.member)
    return this.#leases.holder(clientId) === by.seat.member
  }

  /** Looks into what was said last: stamps it, or drops it and leaves what is shown. False when there is nothing to show. */
  #look(shown: Shown): boolean {
    const { said, by } = shown
    if (said === null) return shown.json !== null
    shown.said = null
    const stamped = by && stamp(said, by.seat)
    if (!stamped || !this.#fits(stamped, shown.json)) {
      this.#events.dropped()
      return false
    }
    this.#bytes += stamped.length - (shown.json?.length ?? 0)
    shown.json = stamped
    return true
  }

  #fits(json: Uint8Array, replaced: Uint8Array | null): boolean {
    if (json.length > LIMITS.presenceEntryBytes) return false
    return (
      json.length <= LIMITS.presenceSmallBytes ||
      this.#bytes - (replaced?.length ?? 0) + json.length <= LIMITS.presenceDocumentBytes
    )
  }

  /** The session is gone; what it showed stays for a moment. */
  leave(by: Presenter): void {
    const id = by.presenceId
    const shown = id === null ? undefined : this.#shown.get(id)
    if (id === null) return
    if (!shown) this.#leases.release(id)
    else if (shown.by === by) this.#hold(id, shown, shown.clock)
  }

  #hold(clientId: number, shown: Shown, clock: number): void {
    this.#look(shown)
    shown.cancel?.()
    shown.by = null
    shown.clock = Math.max(shown.clock, clock)
    shown.cancel = this.#clock.after(LIMITS.presenceHold, () => {
      this.#bytes += NULL.length - (shown.json?.length ?? 0)
      shown.json = NULL
      shown.gone = true
      shown.cancel = null
      this.#dirty.add(clientId)
      this.#tick.touch()
    })
  }

  /** Stamps a changed seat over what is shown; others see it with the author's next message, since clocks are the author's. */
  restamp(by: Presenter): void {
    const shown = by.presenceId === null ? undefined : this.#shown.get(by.presenceId)
    if (shown?.by !== by || shown.json === null) return
    const stamped = stamp(shown.json, by.seat)
    if (!stamped) return
    this.#bytes += stamped.length - shown.json.length
    shown.json = stamped
  }

  /** Everyone who is shown now. */
  all(): AwarenessEntry[] {
    return [...this.#shown].flatMap(([clientId, shown]) => {
      this.#look(shown)
      return shown.gone || shown.json === null ? [] : { clientId, clock: shown.clock, json: shown.json }
    })
  }

  /** Shows what changed since the last tick; leavers are forgotten with it. */
  #flush(): void {
    const entries: AwarenessEntry[] = []
    for (const clientId of this.#dirty) {
      const shown = this.#shown.get(clientId)
      if (!shown) continue
      const isShown = this.#look(shown)
      if (isShown && shown.json !== null) entries.push({ clientId, clock: shown.clock, json: shown.json })
      if (shown.gone) {
        this.#forget(clientId, shown)
        this.#leases.release(clientId)
      } else if (shown.json === null) this.#shown.delete(clientId)
    }
    this.#dirty.clear()
    if (entries.length > 0) this.#events.show(entries)
  }

  /** True while anyone is shown or held. */
  get active(): boolean {
    return this.#shown.size > 0
  }

  /** Cancels every hold. */
  stop(): void {
    this.#tick.stop()
    for (const shown of this.#shown.values()) shown.cancel?.()
  }

  #forget(clientId: number, shown: Shown): void {
    shown.cancel?.()
    this.#bytes -= shown.json?.length ?? 0
    this.#shown.delete(clientId)
  }
}

/** The state with the roster's own words about its author; null when it is not a JSON object. */
function stamp(json: Uint8Array, seat: Seat): Uint8Array | null {
  try {
    const state: unknown = JSON.parse(decoder.decode(json))
    if (typeof state !== 'object' || state === null || Array.isArray(state) || Object.hasOwn(state, '__proto__'))
      return null
    const { member, name, party, role, mark, initials } = seat
    return encoder.encode(JSON.stringify({ ...state, user: { member, name, party, role, mark, initials } }))
  } catch {
    // Not JSON: an author who shows nonsense is not shown.
    return null
  }
}

import type { PartnershipSession, Watchable } from '../room/types.ts'
import { browserStorage, type Storage } from '../sync/storage.ts'
import { Notifier } from '../sync/watch.ts'

type Marks = { seen: Record<string, number>; aside: Record<string, number> }

/**
 * Up to which time this device's reader has seen each thread, and up to which they put aside what turned to them. Kept on
 * the device alone: who read what is nobody else's business.
 */
export class ReadMarks implements Watchable {
  readonly #storage: Storage
  readonly #key: string
  readonly #changes = new Notifier()
  #read: { raw: string | null; marks: Marks } = { raw: null, marks: { seen: {}, aside: {} } }

  constructor(session: Pick<PartnershipSession, 'id' | 'me'>, storage: Storage = browserStorage) {
    this.#storage = storage
    this.#key = `trestle/read/${session.me.member}/${session.id}`
  }

  /** When the newest comment that was seen here was written; 0 when none was. */
  seen(thread: string): number {
    return this.#marks().seen[thread] ?? 0
  }

  /** Everything in the thread up to `at` is seen. */
  see(thread: string, at: number): void {
    this.#set('seen', thread, at)
  }

  /** Up to when mentions in the thread are put aside; 0 when none is. */
  aside(thread: string): number {
    return this.#marks().aside[thread] ?? 0
  }

  /** Mentions in the thread up to `at` wait no longer. */
  putAside(thread: string, at: number): void {
    this.#set('aside', thread, at)
  }

  subscribe(listener: () => void): () => void {
    return this.#changes.subscribe(listener)
  }

  #set(kind: keyof Marks, thread: string, at: number): void {
    const marks = this.#marks()
    if ((marks[kind][thread] ?? 0) >= at) return
    this.#storage.set(this.#key, JSON.stringify({ ...marks, [kind]: { ...marks[kind], [thread]: at } }))
    this.#changes.notify()
  }

  #marks(): Marks {
    const raw = this.#storage.get(this.#key)
    if (raw !== this.#read.raw) this.#read = { raw, marks: parse(raw) }
    return this.#read.marks
  }
}

const known = new WeakMap<object, ReadMarks>()

/** The read marks of whoever sits here in this partnership. */
export function readMarksOf(session: Pick<PartnershipSession, 'id' | 'me'>): ReadMarks {
  const marks = known.get(session) ?? new ReadMarks(session)
  known.set(session, marks)
  return marks
}

function parse(raw: string | null): Marks {
  try {
    const value = JSON.parse(raw ?? '{}') as Partial<Marks> | null
    return { seen: timesIn(value?.seen), aside: timesIn(value?.aside) }
  } catch {
    // Not ours.
    return { seen: {}, aside: {} }
  }
}

function timesIn(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([, at]) => typeof at === 'number')) as Record<string, number>
}

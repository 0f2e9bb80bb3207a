import type { Boundary, Role } from '../../shared/access/roles.ts'
import { entryAfter, faultAfter, leafHash } from '../../shared/ledger/chain.ts'
import { wordsErasedBy } from '../../shared/ledger/erasures.ts'
import type { Commitment, Entry, FactDraft, TextRow } from '../../shared/ledger/facts.ts'
import { applyEntry, emptyLedger } from '../../shared/ledger/fold.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { commitDrafts } from '../../shared/ledger/words.ts'
import type { FactsAppended, LedgerRows } from '../ports.ts'
import { createQueue } from './queue.ts'
import { inTurns } from './turns.ts'
import { WordsCache } from './words.ts'

/** Entries read at once: each may have 16 KB. */
const PAGE = 200

/** Who acts, when, and under which command. */
export type Act = { actor: string | null; role: Role | null; party: string | null; at: number; command: string }

/**
 * Rows that are on disk now and were not known before; `textsBefore` rows of the boundary come before `texts`. The words of
 * `erased` are gone.
 */
export type Grown = {
  boundary: Boundary
  entries: Entry[]
  texts: (TextRow | null)[]
  textsBefore: number
  erased: Commitment[]
}

/**
 * One partnership's streams in memory: the folded state, the words, and the queue that its acts go through. Everything
 * that changes it runs inside the queue. `grown` is told of every row once, in order, after it is on disk.
 */
export class PartnershipLedger {
  readonly queue = createQueue()
  readonly words = new WordsCache()
  readonly #partnership: string
  readonly #store: LedgerRows
  readonly #salt: () => string
  readonly #grown: (grown: Grown) => void
  #state: LedgerState = emptyLedger
  #stale = true

  constructor(
    partnership: string,
    ports: { store: LedgerRows; salt: () => string; grown: (partnership: string, grown: Grown) => void },
  ) {
    this.#partnership = partnership
    this.#store = ports.store
    this.#salt = ports.salt
    this.#grown = grown => ports.grown(partnership, grown)
  }

  /** What the streams said when they were last read. */
  get state(): LedgerState {
    return this.#state
  }

  /** True until the store has been read, and after a write of unknown outcome. */
  get stale(): boolean {
    return this.#stale
  }

  /** Reads what is in the store and not here yet, page by page and in turns; refuses streams whose chain is broken. */
  async refresh(): Promise<void> {
    this.#stale = true
    for (const boundary of await this.#store.streams(this.#partnership)) {
      let page: Entry[]
      do {
        const after = this.#state.heads.get(boundary)?.seq ?? 0
        page = await this.#store.entries(this.#partnership, boundary, after, PAGE)
        await inTurns(page, entries =>
          this.#take({ boundary, entries, texts: [], textsBefore: this.words.count(boundary), erased: [] }),
        )
      } while (page.length === PAGE)
      let texts: (TextRow | null)[]
      do {
        const textsBefore = this.words.count(boundary)
        texts = await this.#store.texts(this.#partnership, boundary, textsBefore, PAGE)
        this.#take({ boundary, entries: [], texts, textsBefore, erased: [] })
      } while (texts.length === PAGE)
    }
    this.#stale = false
  }

  /** Salts, chains and appends drafts as one act, all or nothing; resolves when on disk and folded in. */
  async append(drafts: readonly FactDraft[], act: Act): Promise<FactsAppended & { seq: number }> {
    const grown = this.#chain(drafts, act)
    const entries = grown.flatMap(one => one.entries).sort((a, b) => a.index - b.index)
    const texts = grown.flatMap(({ boundary, texts }) => texts.flatMap(row => (row ? [{ boundary, row }] : [])))
    this.#stale = true // Until the answer is known: a write that throws may have reached the disk.
    const erased = entries.flatMap(({ stream, fact }) =>
      wordsErasedBy(this.#state, fact).map(commitment => ({ boundary: stream, commitment })),
    )
    const answer = await this.#store.appendFacts(this.#partnership, entries, texts, erased)
    if (answer.type === 'appended') {
      this.#stale = false
      for (const one of grown) this.#take(one)
    }
    return { seq: Math.max(...entries.map(entry => entry.seq)), ...answer }
  }

  #chain(drafts: readonly FactDraft[], act: Act): Grown[] {
    const { actor, role, party, at, command } = act
    const grown = new Map<Boundary, Grown>()
    for (const [index, { boundary, fact, texts }] of commitDrafts(drafts, this.#salt).entries()) {
      const stream = grown.get(boundary) ?? {
        boundary,
        entries: [],
        texts: [],
        textsBefore: this.words.count(boundary),
        erased: [],
      }
      const last = stream.entries.at(-1)
      const head = last ? { seq: last.seq, leaf: leafHash(last) } : this.#state.heads.get(boundary)
      const partnership = this.#partnership
      stream.entries.push(
        entryAfter(head, { stream: boundary, partnership, at, command, index, actor, role, party, fact }),
      )
      stream.texts.push(...texts)
      grown.set(boundary, stream)
    }
    return [...grown.values()]
  }

  #take(grown: Grown): void {
    let state = this.#state
    for (const entry of grown.entries) {
      const fault = faultAfter(state.heads.get(grown.boundary) ?? null, entry)
      if (fault) throw new Error(`ledger of ${this.#partnership}, ${grown.boundary} at ${entry.seq}: ${fault}`)
      grown.erased.push(...wordsErasedBy(state, entry.fact))
      state = applyEntry(state, entry)
    }
    this.#state = state
    this.words.add(grown.boundary, grown.texts)
    this.words.forget(grown.erased)
    if (grown.entries.length > 0 || grown.texts.length > 0) this.#grown(grown)
  }
}

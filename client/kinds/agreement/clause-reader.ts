import type * as Y from 'yjs'
import { clauseHash } from '../../../shared/kinds/agreement/canonical.ts'
import { CLAUSES, clauseIsEmpty, clauseText } from '../../../shared/kinds/agreement/model.ts'

/** What a clause's words come to. */
export type ClauseReading = { hash: string; empty: boolean }

/** Hashes of the clauses of one document, computed again only for clauses that changed: a keystroke costs one. */
export class ClauseReader {
  readonly doc: Y.Doc
  readonly #remote: (clause: string, writer: number | null) => void
  readonly #read = new Map<string, ClauseReading>()
  readonly #clauseOf = new Map<unknown, string>()

  /** `remote` hears which clause somebody else has just changed, and by which client of the document where that is plain. */
  constructor(doc: Y.Doc, remote: (clause: string, writer: number | null) => void = () => {}) {
    this.doc = doc
    this.#remote = remote
    doc.on('beforeObserverCalls', this.#changed)
  }

  /** The clause's words as they are now. */
  read(clause: string): ClauseReading {
    const known = this.#read.get(clause)
    if (known) return known
    const reading = { hash: clauseHash(this.doc, clause) ?? '', empty: clauseIsEmpty(this.doc, clause) }
    this.#clauseOf.set(clauseText(this.doc, clause), clause)
    this.#read.set(clause, reading)
    return reading
  }

  /** Stops following the document. */
  stop(): void {
    this.doc.off('beforeObserverCalls', this.#changed)
  }

  readonly #changed = (transaction: Y.Transaction): void => {
    for (const type of new Set([...transaction.changed.keys()].map(rootOf))) {
      const clause = this.#clauseOf.get(type)
      if (clause !== undefined) {
        this.#read.delete(clause)
        if (!transaction.local) this.#remote(clause, writerOf(transaction))
      }
      if (type === this.doc.getMap(CLAUSES)) this.#read.clear()
    }
  }
}

/** The client whose part of the document has grown, if it is one. */
function writerOf({ beforeState, afterState }: Y.Transaction): number | null {
  const grown = [...afterState].filter(([client, clock]) => clock > (beforeState.get(client) ?? 0))
  return grown.length === 1 ? grown[0]![0] : null
}

function rootOf(type: Y.AbstractType<Y.YEvent<never>> | unknown): unknown {
  let at = type as { parent: unknown }
  while (at.parent) at = at.parent as { parent: unknown }
  return at
}

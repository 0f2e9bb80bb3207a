import * as Y from 'yjs'

/** What was made here and is not acknowledged, so that a refusal loses no words. */
export class Unsaved {
  #updates: { upTo: number; update: Uint8Array }[] = []

  /** Edit number `upTo` was made. */
  made(upTo: number, update: Uint8Array): void {
    this.#updates.push({ upTo, update })
  }

  /** A new line: its answer to step 1 holds everything that the server lacks, up to edit `upTo`. */
  answered(upTo: number, update: Uint8Array): void {
    this.#updates = [{ upTo, update }]
  }

  /** Edits up to `n` are on disk. */
  saved(n: number): void {
    this.#updates = this.#updates.filter(({ upTo }) => upTo > n)
  }

  /** One update that holds everything unacknowledged; null when there is nothing. */
  merged(): Uint8Array | null {
    return this.#updates.length === 0 ? null : Y.mergeUpdates(this.#updates.map(({ update }) => update))
  }
}

/**
 * The words that an update adds, as people wrote them: runs of text in the order of their writing, one line for each run,
 * and every text value of a field. Ids, order keys and numbers are no words.
 */
export function wordsIn(update: Uint8Array): string[] {
  const lines: string[] = []
  let last: Y.Item | null = null
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item)) continue
    if (struct.content instanceof Y.ContentString) {
      const goesOn = last !== null && follows(struct, last)
      if (goesOn) lines.push(`${lines.pop() ?? ''}${struct.content.str}`)
      else lines.push(struct.content.str)
      last = struct
      continue
    }
    last = null
    if (struct.content instanceof Y.ContentAny) {
      for (const value of struct.content.arr as unknown[]) if (isWords(struct.parentSub, value)) lines.push(value)
    }
  }
  return lines.map(line => line.trim()).filter(line => line !== '')
}

function follows(struct: Y.Item, last: Y.Item): boolean {
  const { client, clock } = last.id
  return struct.origin?.client === client && struct.origin.clock === clock + last.length - 1
}

/** Keys whose texts are the tool's and not a person's. */
const NOT_WORDS = new Set(['order', 'id', 'from', 'to', 'kind', 'binding', 'section', 'owner', 'supersedes'])

function isWords(key: string | null, value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && !NOT_WORDS.has(key ?? '') && !/^[a-z2-7]{20}$/.test(value)
}

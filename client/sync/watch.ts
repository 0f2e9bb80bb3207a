/** Tells listeners that something changed, at most once in a microtask however often it changed. */
export class Notifier {
  readonly #listeners = new Set<() => void>()
  #due = false

  /** Calls `listener` after each change; the answer unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Something changed. */
  notify(): void {
    if (this.#due) return
    this.#due = true
    queueMicrotask(() => {
      this.#due = false
      for (const listener of [...this.#listeners]) listener()
    })
  }

  /** Forgets every listener. */
  clear(): void {
    this.#listeners.clear()
  }
}

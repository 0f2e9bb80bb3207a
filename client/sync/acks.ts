/**
 * Counts local edits and what the server has acknowledged of them. A mark `n` asks to be told when the first `n` edits are
 * on disk; one mark is on its way at a time.
 */
export class Acks {
  #made: number
  #acked = 0
  #asked: number | null = null
  #fresh = true

  /** `before` edits of an earlier visit are not known to be saved. */
  constructor(before = 0) {
    this.#made = before
  }

  /** Edits made so far, those of earlier visits included; the number of the last edit. */
  get made(): number {
    return this.#made
  }

  /** Edits that are not acknowledged. */
  get count(): number {
    return this.#made - this.#acked
  }

  /** True while everything made is acknowledged on this very line. */
  get confirmed(): boolean {
    return !this.#fresh && this.count === 0
  }

  /** One more local edit. */
  edit(): void {
    this.#made++
  }

  /** The next mark to send, or null when none is needed or one is on its way. A new line always needs one. */
  takeMark(): number | null {
    if (this.#asked !== null || (!this.#fresh && this.count === 0)) return null
    this.#asked = this.#made
    return this.#asked
  }

  /** The server says that everything before mark `n` is on disk. Anything but the mark on its way is ignored. */
  saved(n: number): boolean {
    if (n !== this.#asked) return false
    this.#asked = null
    this.#fresh = false
    this.#acked = Math.max(this.#acked, n)
    return true
  }

  /** The server turned out to have everything that was made. */
  settle(): void {
    this.#acked = this.#made
  }

  /** The line is gone, and with it every answer that was on its way. */
  lineLost(): void {
    this.#asked = null
    this.#fresh = true
  }
}

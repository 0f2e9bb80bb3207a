import type { ProseBlock, ProseInline } from '../../shared/model/prose-blocks.ts'

type List = Extract<ProseBlock, { items: ProseBlock[][] }>

/** Makes nested lists of paragraphs that each know only their own level, as word processors store them. */
export class ListBuilder {
  readonly #done: (list: List) => void
  #open: List[] = []

  /** `done` hears each list, with all that is in it, when it ends. */
  constructor(done: (list: List) => void) {
    this.#done = done
  }

  /** An item at this level (from 0); a level that skips some stands one below what is open. */
  item(level: number, ordered: boolean, content: ProseInline[]): void {
    const type = ordered ? 'ordered_list' : 'bullet_list'
    if (this.#open.length > level + 1) this.cut(level + 1)
    if (this.#open.length === level + 1 && this.#open[level]?.type !== type) this.cut(level)
    const words: ProseBlock[] = [{ type: 'paragraph', content }]
    if (this.#open.length === level + 1) {
      this.#open[level]!.items.push(words)
      return
    }
    const list: List = { type, items: [words] }
    this.#open.at(-1)?.items.at(-1)?.push(list)
    this.#open.push(list)
  }

  /** A further paragraph of the last item at this level; without such an item, one of its own. */
  more(level: number, content: ProseInline[]): void {
    if (this.#open.length > level + 1) this.cut(level + 1)
    const item = this.#open.at(-1)?.items.at(-1)
    if (item) item.push({ type: 'paragraph', content })
    else this.item(0, false, content)
  }

  /** Ends the lists at this level and below it. */
  cut(level: number): void {
    const [first] = this.#open
    this.#open = this.#open.slice(0, level)
    if (this.#open.length === 0 && first) this.#done(first)
  }

  /** Ends every list. */
  end(): void {
    this.cut(0)
  }
}

import type { ProseBlock } from '../model/prose-blocks.ts'

/** A table of plain words, the tool's own; `tall` rows leave room for a hand to write in. */
export type PaperGrid = { type: 'grid'; head: readonly string[]; rows: readonly (readonly string[])[]; tall?: boolean }

/** A numbered clause: `tag` is a word for machines that comes back when the file is read, `about` the same for people. */
export type PaperClause = {
  type: 'clause'
  heading: string
  tag: string
  about: string
  words: readonly ProseBlock[]
  /** The plain-words line with what introduces it. */
  plain: { label: string; words: string } | null
}

/** A piece of a paper: a heading of the tool's own, a clause, a sentence, words that people wrote, or a table. */
export type PaperBlock =
  | { type: 'part'; words: string; newPage?: boolean }
  | PaperClause
  | { type: 'line'; words: string }
  | { type: 'words'; blocks: readonly ProseBlock[] }
  | PaperGrid

/**
 * A document to hand over, whatever it is about and whatever file it becomes: in one language, every word resolved. `running`
 * stands at the head of each page and `state` at its foot; `page` answers "page x of y".
 */
export type Paper = {
  title: string
  language: string
  rtl: boolean
  running: string
  state: string
  page(at: string, of: string): string
  /** Sentences below the title. */
  lines: readonly string[]
  blocks: readonly PaperBlock[]
}

/** True when the first letter of these words belongs to a script that is written from right to left; null without letters. */
export function isRtl(words: string): boolean | null {
  const letter = /\p{L}/u.exec(words)?.[0]
  return letter === undefined ? null : RTL.test(letter)
}

/** A letter of a script that is written from right to left. */
export const RTL =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

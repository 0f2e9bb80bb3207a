import type { ProseBlock, ProseInline } from '../model/prose-blocks.ts'

/** A piece of a file that is read in: words, a heading of any level, or what this tool had added when it saved the file. */
export type IncomingBlock =
  | Exclude<ProseBlock, { type: 'heading' }>
  | { type: 'heading'; level: number; content: ProseInline[] }
  | { type: 'title'; content: ProseInline[] }
  | { type: 'about'; tag: string }
  | { type: 'plain'; words: string }
  | { type: 'own' }

/** What a file held that no clause can hold, in counts. */
export type LeftOut = {
  images: number
  notes: number
  comments: number
  /** Changes that were being tracked and are read as accepted. */
  tracked: number
  /** Lines of a table of contents. */
  contents: number
}

/** A file as it was read: pieces in order, and what was left out. */
export type Incoming = { blocks: IncomingBlock[]; leftOut: LeftOut }

/** Why a file could not be read; each is worded where it is shown. */
export type IncomingRefusal =
  | 'too-large'
  | 'too-large-inside'
  | 'not-a-document'
  | 'old-word'
  | 'protected'
  | 'broken'
  | 'not-text'
  | 'took-too-long'
  | 'empty'

/** A file that leaves nothing out. */
export const NOTHING_LEFT_OUT: LeftOut = { images: 0, notes: 0, comments: 0, tracked: 0, contents: 0 }

/** Bytes of a file that are looked at at all. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024

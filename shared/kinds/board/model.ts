import type * as Y from 'yjs'
import { newId } from '../../ids.ts'
import { orderWrites } from '../../model/reorder.ts'
import { place, type Row, Table, text } from '../../model/table.ts'

/** Root Y.Map that holds the notes, keyed by card id. */
export const CARDS = 'cards'

/** A note's longest text in characters. */
export const CARD_MAX = 4000

/** Fields of a note: its words, its place on the table `[x, y]` (null in a plain list) and its key in the list. */
const cardShape = { text: text(CARD_MAX), at: place(), order: text(200) }

/** A note as it reads. */
export type CardRow = Row<typeof cardShape>

/** The notes of a board, in the order of the list. */
export function cardsOf(doc: Y.Doc): Table<typeof cardShape> {
  return new Table(doc, CARDS, cardShape)
}

/** Adds a note at place `index` (null: at the end) and answers its id. */
export function addCard(doc: Y.Doc, text: string, index: number | null = null, id: string = newId()): string {
  const rows = cardsOf(doc).all()
  cardsOf(doc).add({ text }, id)
  writeOrder(doc, orderWrites(rows, id, index ?? rows.length))
  return id
}

/** Moves a note to place `index` (from 0) among the others. */
export function moveCard(doc: Y.Doc, card: string, index: number): void {
  writeOrder(doc, orderWrites(cardsOf(doc).all(), card, index))
}

function writeOrder(doc: Y.Doc, writes: ReadonlyMap<string, string>): void {
  for (const [id, order] of writes) cardsOf(doc).set(id, { order })
}

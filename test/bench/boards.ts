import * as Y from 'yjs'
import { mark } from './marks.ts'

/** First client id of the writers of marked moves. */
export const WRITER_ID = 1_000_000

/** Updates of one writer: the first makes a card, each one after moves it and carries its number as a mark. */
export function cardMoves(writer: number, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = WRITER_ID + writer
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const card = new Y.Map<string>()
  doc.transact(() => {
    card.set('text', `Card of writer ${writer}`)
    card.set('at', mark(writer, 0))
    doc.getMap('cards').set(`card-${writer}`, card)
  })
  for (let seq = 1; seq < count; seq++) card.set('at', mark(writer, seq))
  doc.destroy()
  return updates
}

/** A workshop's board as one update: 3,000 cards with co-edited text, each moved ten times by one of twenty people. */
export function largeBoard(): Uint8Array {
  const shared = new Y.Doc()
  shared.clientID = 4_000
  const cards = shared.getMap<Y.Map<unknown>>('cards')
  shared.transact(() => {
    for (let card = 0; card < CARDS; card++) {
      const one = new Y.Map<unknown>()
      one.set('text', new Y.Text(`What would make arrangement ${card} work for everybody?`))
      one.set('x', 0)
      one.set('y', 0)
      one.set('votes', new Y.Map())
      cards.set(`card-${card}`, one)
    }
  })
  const start = Y.encodeStateAsUpdate(shared)
  const known = Y.encodeStateVector(shared)
  for (let person = 0; person < PEOPLE; person++) {
    const doc = new Y.Doc()
    doc.clientID = 5_000 + person
    Y.applyUpdate(doc, start)
    const own = doc.getMap<Y.Map<unknown>>('cards')
    for (let card = person; card < CARDS; card += PEOPLE) {
      const one = own.get(`card-${card}`)!
      for (let move = 0; move < 10; move++) {
        one.set('x', (card * 37 + move * 211) % 4_000)
        one.set('y', (card * 53 + move * 307) % 3_000)
      }
      ;(one.get('votes') as Y.Map<unknown>).set(`person-${person}`, 1)
    }
    Y.applyUpdate(shared, Y.encodeStateAsUpdate(doc, known))
    doc.destroy()
  }
  return Y.encodeStateAsUpdate(shared)
}

const CARDS = 3_000
const PEOPLE = 20

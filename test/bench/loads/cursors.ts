import { WRITER_ID } from '../boards.ts'
import { withServer } from '../folders.ts'
import { mark } from '../marks.ts'
import { type Pace, paced } from '../paced.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { cursorMessage } from '../wire.ts'

/** One room in which everybody moves a cursor at a fixed rate. */
export function cursors(name: ServerName, pace: Pace): Promise<Sample> {
  const moves = (person: number, count: number): Uint8Array[] =>
    Array.from({ length: count }, (_, seq) => cursorOf(person, seq))
  return withServer(name, false, server => paced(server, 'cursors', pace, moves))
}

/** A cursor as Trestle's own client shows it, marked. */
export function cursorOf(person: number, seq: number, writer = person): Uint8Array {
  const state = {
    user: { name: `Person ${person}` },
    at: null,
    cursor: { x: (person * 37 + seq * 11) % 1_920, y: (person * 53 + seq * 7) % 1_080 },
    m: mark(writer, seq),
  }
  return cursorMessage(WRITER_ID + person, seq + 1, state)
}

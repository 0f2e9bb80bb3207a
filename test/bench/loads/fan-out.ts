import { cardMoves } from '../boards.ts'
import { withServer } from '../folders.ts'
import { type Pace, paced } from '../paced.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { updateMessage } from '../wire.ts'

/** The moves of one writer's card, as messages. */
export const moveMessages = (writer: number, count: number): Uint8Array[] => cardMoves(writer, count).map(updateMessage)

/** One room, some of whose people edit at a fixed rate. */
export function fanOut(name: ServerName, pace: Pace): Promise<Sample> {
  return withServer(name, false, server => paced(server, 'fan-out', pace, moveMessages))
}

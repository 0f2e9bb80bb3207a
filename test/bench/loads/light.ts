import { withServer } from '../folders.ts'
import { paced } from '../paced.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { moveMessages } from './fan-out.ts'

/** Edits a second of each person. */
const HERTZ = 4

/** Rooms of 2, 5 and 10 people one after the other, in each of which everybody edits now and then. */
export function lightRooms(name: ServerName, seconds: number): Promise<Sample> {
  return withServer(name, false, async server => {
    const sample: Sample = {}
    for (const people of [2, 5, 10]) {
      const pace = { people, writers: people, hertz: HERTZ, seconds }
      const found = await paced(server, `light-${people}`, pace, moveMessages)
      for (const figure of ['p50', 'p99', 'us']) sample[`${figure} of ${people}`] = found[figure]!
      await pause(50)
    }
    return sample
  })
}

import { Crowd } from '../crowd.ts'
import { withFolder } from '../folders.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import { type ServerName, startServer } from '../servers.ts'
import { seedBoard, wholeFrom } from './seed.ts'

/** The server stops and starts; the first who comes opens the large board. Milliseconds from their first packet to all of it. */
export function coldRestart(name: ServerName): Promise<Sample> {
  return withFolder(async folder => {
    const first = await startServer(name, { folder })
    try {
      await seedBoard(first, 'restart')
    } finally {
      await first.stop()
    }
    const booting = performance.now()
    const server = await startServer(name, { folder })
    try {
      const boot = performance.now() - booting
      const crowd = new Crowd(server)
      let firstBytes = 0
      const start = performance.now()
      const whole = new Promise<number>(resolve => {
        crowd.onDocument = (member, _bytes, _from, _to, size) => {
          if (firstBytes === 0) firstBytes = size
          if (member.documentBytes >= wholeFrom()) resolve(performance.now() - start)
        }
      })
      await crowd.join('restart')
      const ms = await Promise.race([whole, pause(10_000).then(() => Number.NaN)])
      crowd.close()
      const again = new Crowd(server)
      const second = (await again.join('restart')).answeredIn
      again.close()
      return { ms, boot, warm: second ?? Number.NaN, empty: firstBytes < wholeFrom() ? 1 : 0 }
    } finally {
      await server.stop()
    }
  })
}

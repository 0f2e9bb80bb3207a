import { Crowd } from '../crowd.ts'
import { withServer } from '../folders.ts'
import { cpuSeconds } from '../process-use.ts'
import { pause } from '../pump.ts'
import type { Sample } from '../sample.ts'
import type { ServerName } from '../servers.ts'
import { seedBoard, wholeFrom } from './seed.ts'

/** Everybody opens the same large board at once: seconds until the last has all of it, and the server's CPU for each. */
export function joinStorm(name: ServerName, people: number): Promise<Sample> {
  return withServer(name, false, async server => {
    // Somebody stays: Hocuspocus drops what nobody is in.
    const host = new Crowd(server)
    await host.join('join')
    await seedBoard(server, 'join')
    await pause(500)
    const crowd = new Crowd(server)
    let whole = 0
    const everybody = new Promise<void>(resolve => {
      crowd.onDocument = member => {
        const had = member.documentBytes >= wholeFrom()
        if (!had || counted.has(member.slot)) return
        counted.add(member.slot)
        whole++
        if (whole === people) resolve()
      }
    })
    const counted = new Set<number>()
    const before = cpuSeconds(server.pid)
    const start = performance.now()
    for (let one = 0; one < people; one++) crowd.join('join').catch(() => {})
    await Promise.race([everybody, pause(20_000)])
    const seconds = (performance.now() - start) / 1000
    const cpu = cpuSeconds(server.pid) - before
    crowd.close()
    host.close()
    return { seconds, cpuMs: (cpu * 1000) / people, whole: whole / people }
  })
}

import { TestServer } from '../e2e/support/server.ts'
import { chanceFrom } from '../sim/random.ts'
import { memoryOf } from './memory.ts'
import { Person } from './person.ts'
import { type DrillReport, pause, within } from './report.ts'
import { DrillTable } from './table.ts'

const PEOPLE = 8
const GROWTH = 1.5

/**
 * Eight people with the client's own code write on one board for `minutes`, one of them leaving and coming back every few seconds,
 * with facts recorded beside. At the end all hold the same, all is called saved, a restarted server has it, and memory has settled.
 */
export async function drillSoak({ minutes, seed }: { minutes: number; seed: number }): Promise<DrillReport> {
  process.env.TRESTLE_LIMITS = 'off'
  const chance = chanceFrom(seed)
  const server = await TestServer.start()
  const problems: string[] = []
  try {
    const table = await DrillTable.lay(server.url)
    const board = await table.addBoard('Notes')
    const join = (n: number, visit: number): Person =>
      new Person({ url: server.url, board, token: table.token, name: `person${n}-${visit}` })
    const people = Array.from({ length: PEOPLE }, (_, n) => join(n, 0))
    const promised: string[] = []
    const end = performance.now() + minutes * 60_000
    const settled = performance.now() + Math.min(60_000, minutes * 15_000)
    let [edits, facts, visits, early, most, nextLeave] = [0, 0, 0, 0, 0, 0]
    while (performance.now() < end) {
      const person = chance.pick(people)
      if (person.synced.editable) {
        person.write(20 + chance.below(200))
        edits++
      }
      if (chance.odds(0.005) && (await table.rename(`Soak ${facts}`)) !== null) facts++
      // A visit takes one of the few client ids of the board: so the long run has few.
      if (performance.now() > nextLeave && visits < 1_500) {
        nextLeave = performance.now() + Math.max(4_000, (minutes * 60_000) / 1_500)
        const at = chance.below(PEOPLE)
        const leaver = people[at]!
        await within(10_000, () => leaver.says === 'saved')
        promised.push(...leaver.promised())
        await leaver.synced.close()
        people[at] = join(at, ++visits)
      }
      const memory = memoryOf(server.pid)
      most = Math.max(most, memory)
      if (early === 0 && performance.now() > settled) early = memory
      await pause(25)
    }
    if (!(await within(30_000, () => people.every(({ says }) => says === 'saved'))))
      problems.push('not everybody read Saved at the end')
    for (const person of people) promised.push(...person.promised())
    await pause(500)
    const views = people.map(({ synced }) => JSON.stringify(Object.entries(synced.doc.getMap('cards').toJSON()).sort()))
    if (new Set(views).size > 1) problems.push('not everybody sees the same')
    const late = memoryOf(server.pid)
    if (late > early * GROWTH + 32) problems.push(`memory grew from ${early} to ${late} MB`)
    await server.stop()
    await server.run()
    const fresh = join(99, 0)
    await within(20_000, () => fresh.synced.online)
    const kept = fresh.synced.doc.getMap('cards')
    const lost = promised.filter(key => !kept.has(key))
    if (lost.length > 0) problems.push(`${lost.length} edits were called Saved and are not there`)
    for (const person of [...people, fresh]) await person.synced.close()
    const errors = server.output.split('\n').filter(line => /"level":(50|60)/.test(line))
    if (errors.length > 0) problems.push(`the server logged: ${errors[0]}`)
    return {
      drill: 'soak',
      figures: {
        minutes,
        edits,
        facts,
        visits,
        'MB early': early,
        'MB late': late,
        'MB at most': most,
        lost: lost.length,
      },
      problems,
    }
  } finally {
    await server.dispose()
  }
}

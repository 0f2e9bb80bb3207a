import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TestServer } from '../e2e/support/server.ts'
import { chanceFrom } from '../sim/random.ts'
import { attack, honestUpdate } from './frames.ts'
import { Line } from './line.ts'
import { type LoopReport, noLoop, readLoop } from './loop-report.ts'
import { type FuzzTable, layTable } from './table.ts'
import { Typist, VICTIM } from './typist.ts'

/** What a run found. `problems` is empty when every promise held; times are milliseconds. */
export type FuzzReport = {
  frames: number
  rounds: number
  reconnects: number
  answers: Record<string, number>
  honestEdits: number
  /** Until an honest edit is saved: half of them, and all but one in twenty, before and during attacks. */
  quiet: { p50: number; p95: number }
  attacked: { p50: number; p95: number }
  /** The server's loop while nobody attacks, as a control, and while it is attacked. */
  quietLoop: LoopReport
  attackedLoop: LoopReport
  seconds: number
  problems: string[]
}

/** What a run is asked for. */
export type FuzzWish = {
  frames: number
  seed: number
  /** After how many frames the server is restarted and compared with the honest client; each round has a canvas of its own. */
  round?: number
  /** Attackers at a time. */
  lanes?: number
  /** Honest edits before each round, while nobody attacks. */
  quiet?: number
  /** No round begins after so long. */
  minutes?: number
  /** False where other suites run beside: then a busy machine is no problem. */
  strict?: boolean
  say?: (line: string) => void
}

const ROLES = ['contributor', 'representative', 'observer', 'contributor'] as const
/**
 * Sends `frames` hostile frames over real sockets to a server process of its own while an honest client types, restarts the server
 * after each round and compares what it loads from its disk with what the honest client holds.
 */
export async function playFuzz(wish: FuzzWish): Promise<FuzzReport> {
  const { frames, round = 25_000, quiet = 100, lanes = 4, minutes = Number.POSITIVE_INFINITY, strict = true } = wish
  const started = performance.now()
  const loop = join(tmpdir(), `trestle-loop-${process.pid}-${wish.seed}.json`)
  const watch = pathToFileURL(join(import.meta.dirname, 'loop-watch.mjs'))
  const variables = { ...process.env }
  Object.assign(process.env, {
    TRESTLE_LIMITS: 'off',
    TRESTLE_LOG: 'error',
    FUZZ_LOOP: loop,
    NODE_OPTIONS: `--import=${watch}`,
  })
  const server = await TestServer.start()
  const counted = { frames: 0, rounds: 0, reconnects: 0, answers: {} as Record<string, number>, honestEdits: 0 }
  const report = { ...counted, quietLoop: noLoop(), attackedLoop: noLoop(), problems: [] as string[] }
  const [quietTimes, attackedTimes]: [number[], number[]] = [[], []]
  try {
    const table = await layTable(server.url)
    while (report.frames < frames && report.problems.length === 0) {
      if (performance.now() - started > minutes * 60_000) break
      const document = await table.addDocument()
      const honest = new Typist(new Line(server.url, table.cookies.broker, document))
      await honest.start()
      await readLoop(server.pid, loop, noLoop())
      await honest.type(quiet)
      quietTimes.push(...honest.times())
      await readLoop(server.pid, loop, report.quietLoop)
      const share = Math.min(round, frames - report.frames)
      const seed = wish.seed * 1_000 + report.rounds++
      let over = false
      const typing = honest.typeUntil(() => over)
      await attackWith(server.url, { table, document, seed, share, lanes }, report)
      over = true
      await typing
      report.frames += share
      report.honestEdits += honest.edits
      attackedTimes.push(...honest.times())
      await readLoop(server.pid, loop, report.attackedLoop)
      report.problems.push(...(await honest.check(server, table.cookies.broker, document)))
      wish.say?.(`${report.frames} frames, ${Math.round((performance.now() - started) / 1000)} s`)
    }
    const [before, during] = [summary(quietTimes), summary(attackedTimes)]
    // Whoever is served in turn waits for one frame of each attacker at most.
    if (strict && during.p50 > (1 + lanes) * before.p50)
      report.problems.push(
        `half the honest edits were saved within ${before.p50} ms, and within ${during.p50} ms under attack`,
      )
    if (strict && report.attackedLoop.own > 0)
      report.problems.push(`the server worked on one turn of its loop for ${report.attackedLoop.longestOwn} ms`)
    const seconds = Math.round((performance.now() - started) / 100) / 10
    return { ...report, quiet: before, attacked: during, seconds }
  } finally {
    await server.dispose()
    process.env = variables
  }
}

async function attackWith(
  url: string,
  {
    table,
    document,
    seed,
    share,
    lanes,
  }: { table: FuzzTable; document: string; seed: number; share: number; lanes: number },
  report: Pick<FuzzReport, 'reconnects' | 'answers' | 'problems'>,
): Promise<void> {
  let left = share
  const attackers = Array.from({ length: lanes }, async (_, n) => {
    const role = ROLES[n % ROLES.length]!
    const chance = chanceFrom(seed * 31 + n)
    const line = new Line(url, table.cookies[role], document)
    const sight = { doc: line.doc, self: 5_000_000 + 10 * n, victim: VICTIM }
    let seeds: Uint8Array[] = []
    for (let own = 0; left > 0; own++) {
      left--
      if (!line.isOpen) {
        report.reconnects++
        await line.open()
      }
      if (own % 30 === 0 || seeds.length === 0) {
        await line.pull()
        if (!line.isOpen) continue
        seeds = Array.from({ length: 6 }, () => honestUpdate(sight, chance))
      }
      const { name, frame } = attack(sight, seeds, chance)
      const answer = await withTime(line.ask(frame))
      report.answers[answer] = (report.answers[answer] ?? 0) + 1
      if (answer === 'no answer') report.problems.push(`${role}: no answer to ${name}`)
    }
    line.close()
  })
  for (const attacker of await Promise.allSettled(attackers))
    if (attacker.status === 'rejected') report.problems.push(`an attacker could not go on: ${attacker.reason}`)
}

function withTime(answer: Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve('no answer'), 30_000)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

function summary(times: number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p95: at(0.95) }
}

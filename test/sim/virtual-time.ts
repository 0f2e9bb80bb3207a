import { type Chance, chanceFrom } from './random.ts'

// Imported before anything that takes hold of the platform's clock or chance when it is loaded, as lib0 does.

type Due = { at: number; order: number; every: number | null; task: () => void }

/** Time and chance as one simulated run has them. */
type Run = { now: number; order: number; due: Set<Timer>; chance: Chance }

let run: Run | null = null

/** What `setTimeout` answers while a run is on. */
class Timer {
  readonly due: Due

  constructor(due: Due) {
    this.due = due
  }

  refresh(): this {
    if (run === null) return this
    this.due.at = run.now + (this.due.every ?? this.#delay)
    run.due.add(this)
    return this
  }

  set delay(ms: number) {
    this.#delay = ms
  }

  unref(): this {
    return this
  }

  ref(): this {
    return this
  }

  #delay = 0
}

const real = {
  now: Date.now.bind(Date),
  monotonic: performance.now.bind(performance),
  random: Math.random.bind(Math),
  bytes: crypto.getRandomValues.bind(crypto),
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  clearTimeout: globalThis.clearTimeout,
  clearInterval: globalThis.clearInterval,
}

Date.now = () => run?.now ?? real.now()
performance.now = () => run?.now ?? real.monotonic()
Math.random = () => run?.chance.next() ?? real.random()
const filled = <T extends ArrayBufferView>(view: T): T => {
  if (run === null) return real.bytes(view as never) as T
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  for (let at = 0; at < bytes.length; at++) bytes[at] = run.chance.below(256)
  return view
}
Object.defineProperty(crypto, 'getRandomValues', { value: filled, configurable: true })

/** From now on until `endRun` timers, the clock and secure chance are the run's own. */
export function beginRun(seed: number, now: number): void {
  run = { now, order: 0, due: new Set(), chance: chanceFrom(seed ^ 0x5eed) }
  const start = (task: (...given: unknown[]) => void, ms: number, repeats: boolean, given: unknown[]): Timer => {
    const wait = Math.max(1, Math.ceil(Number(ms) || 0))
    const due = { at: run!.now + wait, order: run!.order++, every: repeats ? wait : null, task: () => task(...given) }
    const timer = new Timer(due)
    timer.delay = wait
    run!.due.add(timer)
    return timer
  }
  const stop = (timer: unknown): void => {
    if (timer instanceof Timer) run?.due.delete(timer)
    else real.clearTimeout(timer as NodeJS.Timeout)
  }
  const faked = {
    setTimeout: (task: () => void, ms = 0, ...given: unknown[]) => start(task, ms, false, given),
    setInterval: (task: () => void, ms = 0, ...given: unknown[]) => start(task, ms, true, given),
    clearTimeout: stop,
    clearInterval: stop,
  }
  Object.assign(globalThis, faked)
}

/** The platform's clock and chance again. */
export function endRun(): void {
  run = null
  const { setTimeout, setInterval, clearTimeout, clearInterval } = real
  Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval })
}

/** Runs everything that falls due within `ms`, in order, and after each moment lets every promise go on that can. */
export async function passTime(ms: number): Promise<void> {
  if (run === null) throw new Error('no run is on')
  const end = run.now + ms
  await settled()
  for (;;) {
    const next = soonest(run.due, end)
    if (next === null) break
    const { due } = next
    run.now = Math.max(run.now, due.at)
    if (due.every === null) run.due.delete(next)
    else {
      due.at = run.now + due.every
      due.order = run.order++
    }
    due.task()
    await settled()
  }
  run.now = end
  await settled()
}

function soonest(timers: ReadonlySet<Timer>, end: number): Timer | null {
  let found: Timer | null = null
  for (const timer of timers) {
    const { at, order } = timer.due
    if (at > end) continue
    if (found === null || at < found.due.at || (at === found.due.at && order < found.due.order)) found = timer
  }
  return found
}

/** Every promise that can go on has gone on. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

import { type Check, care, missing, type Outcome, works } from './check.ts'

/** The network as the checks use it, so that tests need none. */
export type Line = {
  fetch: (path: string, init: RequestInit) => Promise<Response>
  openSocket: (path: string) => WebSocket
  /** Milliseconds that only go forward, and milliseconds since 1970. */
  clock: { elapsed(): number; now(): number }
}

const PINGS = 5
const ECHOES = 3
const PATIENCE_MS = 8_000
/** A clock that is off by more shows deadlines to the wrong minute. */
const CLOCK_CARE_MS = 60_000

/** The checks of the line and of the clock. The clock is read off the quickest ping, so it waits for the pings. */
export function lineChecks(line: Line): { server: Check; socket: Check; clock: Check } {
  let pings: Promise<Ping[] | null> | null = null
  const ping = () => (pings ??= pingAll(line))
  return {
    server: () => server(line, ping()),
    socket: () => socket(line),
    clock: () => clockOf(ping()),
  }
}

type Ping = { took: number; ahead: number }

async function pingAll(line: Line): Promise<Ping[] | null> {
  const found: Ping[] = []
  try {
    for (let n = 0; n < PINGS; n++) {
      const [started, asked] = [line.clock.elapsed(), line.clock.now()]
      const answer = await ask(line, '/api/venue/ping')
      const { at } = (await answer.json()) as { at: number }
      const took = line.clock.elapsed() - started
      found.push({ took, ahead: asked + took / 2 - at })
    }
  } catch {
    // No answer, a refusal, or something else than our server answering: to a person it is all one.
    return null
  }
  return found
}

async function ask(line: Line, path: string): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const answer = await line.fetch(path, { cache: 'no-store', signal: stop.signal })
    if (!answer.ok) throw new Error(String(answer.status))
    return answer
  } finally {
    clearTimeout(timer)
  }
}

async function server(line: Line, pings: Promise<Ping[] | null>): Promise<Outcome> {
  const found = await pings
  if (!found) return missing('line')
  try {
    const started = line.clock.elapsed()
    const { byteLength } = await (await ask(line, '/api/venue/block')).arrayBuffer()
    const seconds = Math.max(line.clock.elapsed() - started, 1) / 1000
    return works(
      median(found.map(({ took }) => took)),
      Math.round(byteLength / 1024),
      Math.round(byteLength / 1024 / seconds),
    )
  } catch {
    // The pings came through and the block did not: a line that drops what is larger than a few bytes.
    return missing('line')
  }
}

async function clockOf(pings: Promise<Ping[] | null>): Promise<Outcome> {
  const best = (await pings)?.sort((a, b) => a.took - b.took)[0]
  if (!best) return missing('line')
  const seconds = Math.round(best.ahead / 1000)
  return Math.abs(best.ahead) > CLOCK_CARE_MS ? care(seconds) : works(seconds)
}

function socket(line: Line): Promise<Outcome> {
  return new Promise(resolve => {
    const started = line.clock.elapsed()
    const times: number[] = []
    let sent = started
    let opened = 0
    let socket: WebSocket
    const end = (outcome: Outcome): void => {
      clearTimeout(timer)
      socket?.close()
      resolve(outcome)
    }
    const timer = setTimeout(() => end(missing('line')), PATIENCE_MS)
    const say = (): void => {
      sent = line.clock.elapsed()
      socket.send(`trestle ${times.length}`)
    }
    try {
      socket = line.openSocket('/api/venue/echo')
    } catch {
      // A browser or a policy that allows no sockets at all.
      end(missing('browser'))
      return
    }
    socket.onopen = () => {
      opened = line.clock.elapsed() - started
      say()
    }
    socket.onmessage = ({ data }) => {
      if (data !== `trestle ${times.length}`) return end(missing('line'))
      times.push(line.clock.elapsed() - sent)
      if (times.length === ECHOES) end(works(Math.round(opened), median(times)))
      else say()
    }
    socket.onclose = () => end(missing('line'))
  })
}

function median(times: readonly number[]): number {
  return Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
}

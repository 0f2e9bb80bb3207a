import { memoryLimits, noLimits, type LimitName, type Rule } from '../../../server/access/limits.ts'
import { LiveSockets } from '../../../server/access/live-sockets.ts'
import { Previews } from '../../../server/access/previews.ts'
import { Tickets } from '../../../server/access/tickets.ts'
import { createArchivist } from '../../../server/adapters/archive-worker.ts'
import { historianHere } from '../../../server/adapters/study-stored.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import { createApp } from '../../../server/app.ts'
import { type Config, readConfig } from '../../../server/config.ts'
import { createHistory } from '../../../server/history/history-service.ts'
import { createKeeper } from '../../../server/history/keeper.ts'
import type { Api } from '../../../server/http/api.ts'
import { createMetrics } from '../../../server/http/metrics.ts'
import type { Services } from '../../../server/http/services.ts'
import { FURNISHINGS } from '../../../server/partnerships/furnish.ts'
import type { Clock, Log, Store } from '../../../server/ports.ts'
import { compactUpdates } from '../../../server/sync/compact.ts'
import { wireServices } from '../../../server/wire-services.ts'

/** A clock that stands until it is moved; tasks that fall due run in order. */
export class TestClock implements Clock {
  #now: number
  #tasks = new Set<{ at: number; task: () => void }>()

  constructor(now = Date.UTC(2027, 5, 1, 9, 30)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + ms, task }
    this.#tasks.add(entry)
    return () => void this.#tasks.delete(entry)
  }

  /** Moves on by `ms`. */
  pass(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const due = [...this.#tasks].filter(entry => entry.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#tasks.delete(due)
      this.#now = Math.max(this.#now, due.at)
      due.task()
    }
    this.#now = until
  }
}

/** A log that keeps its lines. */
function keptLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const keep = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') }
}

/** A whole server over memory, with a clock that the test moves. */
export type TestTable = {
  app: Api
  services: Services
  store: Store
  clock: TestClock
  log: ReturnType<typeof keptLog>
}

/** Opens one. Limits are off unless `rules` are given; `real` takes the machine's clock, for sockets. */
export function openTable(
  options: { env?: Record<string, string>; rules?: Partial<Record<LimitName, Rule>>; clock?: Clock } = {},
): TestTable {
  const read = readConfig({ ...options.env })
  if (!read.ok) throw new Error(read.refusal.map(({ message }) => message).join(' '))
  const config: Config = read.value
  const clock = new TestClock()
  const used = options.clock ?? clock
  const log = keptLog()
  const store = createMemoryStore()
  const { ledger, sync, syncMetrics } = wireServices({ store, clock: used, log, limits: config.limits })
  const live = new LiveSockets({ store, clock: used }, log)
  const historian = historianHere()
  const compactor = async (...given: Parameters<typeof compactUpdates>) => compactUpdates(...given)
  const services: Services = {
    config,
    store,
    ledger,
    sync,
    archivist: createArchivist(used),
    history: createHistory({ store, historian, sync, ledger }),
    keeper: createKeeper({ store, historian, compactor, sync, ledger, clock: used, log }),
    log,
    live,
    clock: used,
    limits: options.rules ? memoryLimits(options.rules) : noLimits(),
    tickets: new Tickets(used),
    previews: new Previews(used, live),
    metrics: createMetrics({ sync: syncMetrics, sockets: () => live.size }),
    state: { phase: 'ready' },
    reach: () => ({ listening: 'loopback', https: config.https.type, addresses: [] }),
    furnishings: FURNISHINGS,
  }
  return { app: createApp(services), services, store, clock, log }
}

/** What an answer held. */
export type Answer<Body> = { status: number; body: Body; headers: Headers }

/** Someone with a cookie jar, or a tool with a token. */
export class Visitor {
  readonly table: TestTable
  readonly cookies = new Map<string, string>()
  token: string | null = null
  /** The token of a look as somebody else. */
  preview: string | null = null
  member = ''

  constructor(table: TestTable) {
    this.table = table
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked at field by field
  async ask<Body = any>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const sent: Record<string, string> = { host: 'localhost:4000', ...headers }
    if (this.token !== null) sent.authorization = `Bearer ${this.token}`
    else if (this.cookies.size > 0) sent.cookie = this.cookie
    if (this.preview !== null) sent['trestle-preview'] = this.preview
    if (body !== undefined && !(body instanceof Uint8Array)) sent['content-type'] ??= 'application/json'
    const payload =
      body === undefined
        ? {}
        : {
            body:
              body instanceof Uint8Array
                ? new Uint8Array(body)
                : typeof body === 'string'
                  ? body
                  : JSON.stringify(body),
          }
    const answer = await this.table.app.request(`http://localhost:4000${path}`, { method, headers: sent, ...payload })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/)!
      if (/max-age=0/i.test(line)) this.cookies.delete(name!)
      else this.cookies.set(name!, value!)
    }
    const text = await answer.text()
    const json = /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text
    return { status: answer.status, body: json as Body, headers: answer.headers }
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  get<Body = any>(path: string, headers?: Record<string, string>) {
    return this.ask<Body>('GET', path, undefined, headers)
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  post<Body = any>(path: string, body: unknown = undefined, headers?: Record<string, string>) {
    return this.ask<Body>('POST', path, body, headers)
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  delete<Body = any>(path: string) {
    return this.ask<Body>('DELETE', path)
  }
}

/** A partnership with a broker, two parties, and one member of each further role. */
export async function seatEveryone(table: TestTable, start = 'empty') {
  const broker = new Visitor(table)
  const made = await broker.post('/api/partnerships', { name: 'Delta table', brokerName: 'Zuhura', start })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  const id: string = made.body.partnership.id
  broker.member = made.body.member.id
  const party = async (name: string) =>
    (await broker.post(`/api/partnerships/${id}/parties`, { name, sector: 'public' })).body.id as string
  const water = await party('Water Directorate')
  const fishers = await party('Fishers')
  const seat = async (role: string, partyId: string | null, name: string) => {
    const visitor = new Visitor(table)
    const invite = await broker.post(`/api/partnerships/${id}/invites`, { role, partyId })
    const joined = await visitor.post('/api/join', { secret: invite.body.secret, name })
    if (joined.status !== 201) throw new Error(JSON.stringify(joined.body))
    visitor.member = joined.body.member.id
    return visitor
  }
  const people = {
    broker,
    'co-broker': await seat('co-broker', null, 'Ben'),
    representative: await seat('representative', water, 'Nassor'),
    contributor: await seat('contributor', fishers, 'Mwanahawa'),
    observer: await seat('observer', null, 'Paulo'),
  }
  const view = (await broker.get(`/api/partnerships/${id}`)).body
  return { id, people, parties: { water, fishers }, view, recoveryUrl: made.body.recoveryUrl as string }
}

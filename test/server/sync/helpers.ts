import * as Y from 'yjs'
import type { RootSpec } from '../../../shared/kinds/kind.ts'
import { createMemoryStore } from '../../../server/adapters/memory-store.ts'
import type { Clock, DocumentRow, Log, Store } from '../../../server/ports.ts'
import type { RoomSession, Seat } from '../../../server/services.ts'
import { Directory, type DirectoryDeps } from '../../../server/sync/directory.ts'
import { decodeFrame, step1Frame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'

/** Roots of every shape that canvases use. */
export const ROOTS: readonly RootSpec[] = [
  { name: 'cards', type: 'map' },
  { name: 'clauses', type: 'map' },
  { prefix: 'clause:', type: 'xml' },
]

export const BOARD: DocumentRow = {
  id: 'boardboardboardboard',
  partnership: 'p'.repeat(20),
  boundary: 'partnership',
  role: 'canvas',
  kind: 'board',
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A log that keeps what was said, to be asserted on. */
export function recorder(): Log & { lines: { level: string; message: string; fields: Record<string, unknown> }[] } {
  const lines: { level: string; message: string; fields: Record<string, unknown> }[] = []
  const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields })
  return { lines, info: at('info'), warn: at('warn'), error: at('error') }
}

/** Time that only moves when told. */
export function handClock(): Clock & { pass(ms: number): void } {
  let now = 1_000_000
  let order = 0
  const tasks: { at: number; order: number; run: () => void }[] = []
  return {
    now: () => now,
    after(ms, run) {
      const task = { at: now + ms, order: order++, run }
      tasks.push(task)
      return () => {
        const index = tasks.indexOf(task)
        if (index >= 0) tasks.splice(index, 1)
      }
    },
    pass(ms) {
      const end = now + ms
      for (;;) {
        const due = tasks.filter(task => task.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0]
        if (!due) break
        tasks.splice(tasks.indexOf(due), 1)
        now = Math.max(now, due.at)
        due.run()
      }
      now = end
    },
  }
}

export const seat = (member: string, over: Partial<Seat> = {}): Seat => ({
  member,
  role: 'contributor',
  party: null,
  name: `Name of ${member}`,
  mark: 3,
  initials: member.slice(0, 2),
  ...over,
})

/** Lets every promise that can go on do so. */
export const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

export type Server = {
  directory: Directory
  store: Store
  clock: ReturnType<typeof handClock>
  log: ReturnType<typeof recorder>
}

/** A directory over a memory store with a board in it. */
export async function startServer(over: Partial<DirectoryDeps> & { store?: Store } = {}): Promise<Server> {
  const store = over.store ?? createMemoryStore()
  const clock = handClock()
  const log = recorder()
  if (!(await store.document(BOARD.id))) await store.addDocument(BOARD)
  const ledger = { project: async () => new Y.Doc(), onProjected: () => () => {} }
  const directory = new Directory({
    log: store,
    documents: store,
    clock,
    logger: log,
    rootsOf: () => ROOTS,
    limits: 'standard',
    ledger,
    ...over,
  })
  return { directory, store, clock, log }
}

/** A bare client: it keeps what it was sent and closes like a socket. */
export type Peer = {
  session: RoomSession
  frames: Uint8Array[]
  closed: { code: number; reason: string } | null
  buffered: number
  send(frame: Uint8Array): void
  types(): string[]
}

/** Joins a client that only records. */
export async function joinPeer(
  server: Server,
  who: Seat,
  options: { canWrite?: boolean; ext?: boolean; presence?: boolean; row?: DocumentRow; answers?: boolean } = {},
): Promise<Peer> {
  const peer: Peer = {
    session: { receive: () => {}, takesEcho: () => false, leave: () => {} },
    frames: [],
    closed: null,
    buffered: 0,
    send: frame => peer.session.receive(frame),
    types: () => peer.frames.map(frame => decodeFrame(frame, true)?.type ?? `own:${frame[0]}`),
  }
  peer.session = await server.directory.join(options.row ?? BOARD, who, {
    canWrite: options.canWrite ?? true,
    ext: options.ext ?? false,
    ...(options.presence === undefined ? {} : { presence: options.presence }),
    wire: {
      send: frame => void peer.frames.push(frame),
      close: (code, reason) => {
        peer.closed ??= { code, reason }
      },
      get buffered() {
        return peer.buffered
      },
    },
  })
  // A client with nothing of its own answers the server's step 1 like this.
  if (options.ext && options.answers !== false) peer.send(step2Frame(new Uint8Array([0, 0])))
  return peer
}

/** A client with a real document: asks for the state, applies what it is sent, sends what it does. */
export async function joinDoc(
  server: Server,
  who: Seat,
  clientId: number,
  options: { ext?: boolean; canWrite?: boolean; doc?: Y.Doc } = {},
): Promise<Peer & { doc: Y.Doc; pull(): void }> {
  const peer = await joinPeer(server, who, options)
  const doc = options.doc ?? new Y.Doc()
  doc.clientID = clientId
  let read = 0
  const pull = (): void => {
    for (; read < peer.frames.length; read++) {
      const frame = decodeFrame(peer.frames[read]!, true)
      if (frame?.type === 'update' || frame?.type === 'step2') Y.applyUpdate(doc, frame.update, 'server')
    }
  }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') peer.send(updateFrame(update))
  })
  peer.send(step1Frame(Y.encodeStateVector(doc)))
  await settle()
  pull()
  return Object.assign(peer, { doc, pull })
}

/** The document as a fresh process would load it. */
export async function freshLoad(store: Pick<Store, 'load'>, id = BOARD.id): Promise<Y.Doc> {
  const stored = await store.load(id)
  const doc = new Y.Doc()
  if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot)
  for (const update of stored.updates) Y.applyUpdate(doc, update)
  return doc
}

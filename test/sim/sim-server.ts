import * as Y from 'yjs'
import { createLedger } from '../../server/ledger/ledger-service.ts'
import type { Clock, PowerLoss, Store } from '../../server/ports.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { LedgerService, RoomSession, Seat } from '../../server/services.ts'
import { compactUpdates } from '../../server/sync/compact.ts'
import { Directory } from '../../server/sync/directory.ts'
import { BOARD, ROOTS, silent } from '../server/sync/helpers.ts'
import type { Serve, ServerEnd } from './sim-net.ts'

/** One run of the server, until its power is off: rooms and ledgers over a store. */
export type SimServer = { directory: Directory; ledger: LedgerService; store: Store; power: { on: boolean } }

/** Starts rooms and ledgers as the product wires them, on the run's clock. A compaction takes as long as `compacting`. */
export function startSimServer(store: Store, powerLoss: PowerLoss | null, compacting: () => Promise<void>): SimServer {
  const power = { on: true }
  const clock: Clock = {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(() => power.on && task(), ms)
      return () => clearTimeout(timer)
    },
  }
  const rooms: { directory?: Directory } = {}
  const ledger = createLedger({
    store,
    clock,
    log: silent,
    sync: { read: (document, reader) => rooms.directory!.read(document, reader) },
  })
  const directory = new Directory({
    log: store,
    documents: store,
    clock,
    logger: silent,
    rootsOf: () => ROOTS,
    limits: 'standard',
    powerLoss,
    compactor: async (snapshot, updates) => {
      await compacting()
      return compactUpdates(snapshot, updates)
    },
    ledger: { project: async () => new Y.Doc(), onProjected: () => () => {} },
  })
  rooms.directory = directory
  return { directory, ledger, store, power }
}

/** The first facts of the partnership, with its broker. */
export async function recordFirst(ledger: LedgerService, broker: Actor): Promise<void> {
  const words = (text: string) => ({ words: text })
  const drafts = [
    {
      type: 'partnership.created' as const,
      start: 'empty',
      name: words('Mirata'),
      purpose: words('Water'),
      host: words('H'),
      brokerTitle: words('broker'),
    },
    { type: 'member.joined' as const, ...broker, name: words('Zuhura') },
  ].map(fact => ({ boundary: 'partnership' as const, fact }))
  await ledger.record(BOARD.partnership, drafts, { actor: null, role: null, party: null })
}

/** The server's end of one tab's line, admitted as the person's seat is when it opens, and looked at again once it is in. */
export function serveTab(
  { directory, power }: SimServer,
  end: ServerEnd,
  admitted: () => { revoked: boolean; mayWrite: boolean; seat: Seat },
): ReturnType<Serve> {
  const line = { session: null as RoomSession | null, waiting: [] as Uint8Array[], open: true }
  const close = (code: number, reason: string): void => {
    line.open = false
    end.close(code, reason)
  }
  const { revoked, mayWrite, seat } = admitted()
  if (revoked) {
    queueMicrotask(() => close(CLOSE.notAllowed, 'revoked'))
    return { receive: () => {}, leave: () => {} }
  }
  const wire = { buffered: 0, send: (frame: Uint8Array) => end.send(frame), close }
  directory.join(BOARD, seat, { wire, canWrite: mayWrite, ext: true }).then(
    session => {
      if (!power.on) return
      if (!line.open) return session.leave()
      line.session = session
      for (const frame of line.waiting.splice(0)) session.receive(frame)
      if (admitted().mayWrite !== mayWrite) {
        session.leave()
        close(CLOSE.restarting, 'access-changed')
      }
    },
    () => close(CLOSE.overloaded, 'store-failed'),
  )
  return {
    receive: frame => {
      if (!power.on || !line.open) return
      if (line.session) line.session.receive(frame)
      else line.waiting.push(frame)
    },
    leave: () => {
      line.open = false
      if (power.on) line.session?.leave()
    },
  }
}

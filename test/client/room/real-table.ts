import { vi } from 'vitest'
import type { Partnership } from '../../../client/room/partnership.ts'
import { closeAllPartnerships, openPartnership } from '../../../client/room/session.ts'
import { createApi } from '../../../client/sync/api.ts'
import { seatOf } from '../../../server/access/seats.ts'
import type { RoomSession } from '../../../server/services.ts'
import { mayRead, mayWrite } from '../../../shared/access/roles.ts'
import { CLOSE } from '../../../shared/protocol.ts'
import { openTable, seatEveryone, type TestTable, type Visitor } from '../../server/http/table.ts'
import { FakeBrowser } from '../sync/fake-browser.ts'
import { FakeNet, type ServerEnd } from '../sync/fake-net.ts'

/** The real server over memory, in this process, and browsers whose sockets and requests reach it without a network. */
export async function openRealTable() {
  const clock = { now: () => Date.now(), after: (ms: number, task: () => void) => later(ms, task) }
  const table = openTable({ clock })
  const seated = await seatEveryone(table)
  const path = `/api/partnerships/${seated.id}`
  await seated.people.broker.post(`${path}/documents`, { kind: 'board', title: 'Board' })
  const view = (await seated.people.broker.get(path)).body
  const net = new FakeNet((end, document, member) => serve(table, end, document, member))
  const browsers = new Map<Visitor, FakeBrowser>()

  /** The visitor's browser; the same one each time, so that its device remembers. */
  const browserOf = (visitor: Visitor): FakeBrowser => {
    const known = browsers.get(visitor)
    if (known) return known
    const api = createApi(async (path, init) => {
      if (!net.up) throw new TypeError('failed to fetch')
      const body = init.body === undefined ? undefined : JSON.parse(String(init.body))
      const answer = await visitor.ask(init.method ?? 'GET', path, body)
      return new Response(answer.status === 204 ? null : JSON.stringify(answer.body), { status: answer.status })
    })
    const browser = new FakeBrowser(net, visitor.member, api)
    browsers.set(visitor, browser)
    return browser
  }
  const opened: Partnership[] = []
  return {
    ...seated,
    view,
    table,
    net,
    browserOf,
    /** A tab of the visitor's browser with the partnership open; not shared with other tabs. */
    async tab(visitor: Visitor): Promise<Partnership> {
      // Two people in one process: each opening is a page of its own.
      vi.resetModules()
      const page = await import('../../../client/room/session.ts')
      const partnership = await page.openPartnership(seated.id, browserOf(visitor).tab())
      opened.push(partnership)
      return partnership
    },
    document: (kind: string): string =>
      view.documents.find(
        (one: { kind: string; companionOf: string | null }) => one.kind === kind && one.companionOf === null,
      ).id,
    async close() {
      await Promise.all(opened.map(partnership => partnership.end()))
      await closeAllPartnerships()
    },
  }
}

/** A `RealTable`. */
export type RealTable = Awaited<ReturnType<typeof openRealTable>>

export { openPartnership }

function serve({ services }: TestTable, end: ServerEnd, document: string, member: string) {
  const early: Uint8Array[] = []
  let session: RoomSession | null = null
  let left = false
  const join = async (): Promise<void> => {
    const row = await services.store.document(document)
    if (!row) return end.close(CLOSE.noDocument)
    const seat = await seatOf(services.ledger, row.partnership, member)
    if (!seat || !mayRead(seat, row.boundary)) return end.close(CLOSE.notAllowed)
    const canWrite = row.role === 'canvas' && mayWrite(seat, row.boundary)
    const wire = { send: end.send, close: (code: number) => end.close(code), buffered: 0 }
    session = await services.sync.join(row, seat, { wire, canWrite, ext: true })
    for (const frame of early.splice(0)) session.receive(frame)
    if (left) session.leave()
  }
  void join()
  return {
    receive(frame: Uint8Array): void {
      if (session) session.receive(frame)
      else early.push(frame)
    },
    leave(): void {
      left = true
      session?.leave()
    },
  }
}

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

import type * as Y from 'yjs'
import { kindOf } from '../../shared/kinds/index.ts'
import type { CanvasKind } from '../../shared/kinds/kind.ts'
import { fragmentOf, partOfFragment } from '../../shared/history/rows.ts'
import type { Clock, DocumentLog, DocumentRow, Historian, HistoryLog, Identity, Log } from '../ports.ts'
import type { LedgerService, SyncService } from '../services.ts'
import type { Compactor } from '../sync/deps.ts'

const DAY = 86_400_000

/** How often the past is looked through, in milliseconds. */
const EVERY = 60 * 60_000

/** Lets go of what is older than each partnership keeps. */
export interface Keeper {
  /** Looks through every partnership now and then on. */
  start(): void
  stop(): void
  /** Looks through one partnership; resolves when what is too old is gone. */
  sweep(partnership: string): Promise<void>
}

type Ports = {
  store: HistoryLog & DocumentLog & Pick<Identity, 'partnerships' | 'documents'>
  historian: Historian
  compactor: Compactor
  sync: Pick<SyncService, 'read' | 'edit'>
  ledger: Pick<LedgerService, 'state'>
  clock: Clock
  log: Log
}

/** A keeper over the given ports. A canvas that could not be swept is tried again with the next round. */
export function createKeeper(ports: Ports): Keeper {
  const { store, ledger, clock, log } = ports
  let cancel: (() => void) | null = null
  let last: Promise<void> = Promise.resolve()

  async function sweep(partnership: string): Promise<void> {
    const { days } = (await ledger.state(partnership)).retention
    if (days === null) return
    for (const row of await store.documents(partnership)) {
      if (row.role !== 'canvas') continue
      try {
        await sweepCanvas(ports, row, days)
      } catch (error) {
        log.error({ document: row.id, error: String(error) }, 'the past of a canvas could not be let go of')
      }
    }
  }

  async function round(): Promise<void> {
    for (const partnership of await store.partnerships()) await inTurn(partnership)
  }

  // One after the other: two sweeps of one canvas would get in each other's way.
  function inTurn(partnership: string): Promise<void> {
    const turn = last.then(() => sweep(partnership))
    last = turn.catch(() => {})
    return turn
  }

  function arm(): void {
    cancel = clock.after(EVERY, () => {
      round()
        .catch(error => log.error({ error: String(error) }, 'the past of canvases could not be looked through'))
        .finally(() => cancel && arm())
    })
  }

  return {
    start: arm,
    stop() {
      cancel?.()
      cancel = null
    },
    sweep: inTurn,
  }
}

async function sweepCanvas(ports: Ports, row: DocumentRow, days: number): Promise<void> {
  const { store, historian, compactor, sync, clock } = ports
  const kind = row.kind && kindOf(row.kind)
  if (!row.kind || !kind) return
  const old = async (): Promise<number | null> => {
    const { stretches } = await store.historyOutline(row.id)
    const kept = stretches.findIndex(({ endedAt }) => endedAt > clock.now() - days * DAY)
    return stretches.slice(0, kept < 0 ? stretches.length : kept).at(-1)?.last ?? null
  }
  if ((await old()) === null) return
  if (await sync.read(row.id, doc => leftovers(doc, kind).length > 0))
    await sync.edit(row, doc => {
      for (const fragment of leftovers(doc, kind)) fragment.delete(0, fragment.length)
    })
  const { snapshot, updates, upTo } = await store.load(row.id)
  if (updates.length > 0) {
    const compacted = await compactor(snapshot, updates)
    await store.compact(row.id, upTo, compacted.snapshot, compacted.edge)
  }
  const point = await old()
  if (point === null) return
  const base = await historian.study(row.kind, await store.history(row.id, point, point), { type: 'state', point })
  if (!base.ok) throw new Error(base.refusal.code)
  await store.pruneHistory(row.id, point, base.value)
}

/** Rich texts that still hold words though their row was removed: nobody reads them, and every copy would keep them. */
function leftovers(doc: Y.Doc, kind: CanvasKind): Y.XmlFragment[] {
  return [...doc.share.keys()].flatMap(name => {
    const part = partOfFragment(kind, name)
    if (!part || fragmentOf(kind, part) !== name || doc.getMap(part.root).has(part.id)) return []
    const fragment = doc.getXmlFragment(name)
    return fragment.length > 0 ? [fragment] : []
  })
}

import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type {
  Clock,
  DocumentLog,
  DocumentRow,
  Historian,
  HistoryLog,
  HistoryOutline,
  Identity,
  Log,
  Study,
  StudyAnswer,
} from '../ports.ts'
import type { LedgerService, SyncService } from '../services.ts'
import type { Compactor } from '../sync/deps.ts'
import { emptyText, leftoversIn } from './leftovers.ts'

const DAY = 86_400_000

/** How often the past is looked through, in milliseconds. */
const EVERY = 15 * 60_000
/** When a sweep that did not come to its end is tried again, in milliseconds, and how often. */
const AGAIN = { after: 15_000, times: 3 } as const

/** Lets go of what is older than each partnership keeps. */
export interface Keeper {
  /** Looks through every partnership now and then on. */
  start(): void
  /** What is being swept just then is left as it is when the store closes: whole, and looked through again after the next start. */
  stop(): void
  /** Looks through one partnership, before those of a round that is under way; resolves when what is too old is gone. */
  sweep(partnership: string): Promise<void>
}

type Ports = {
  store: HistoryLog & DocumentLog & Pick<Identity, 'partnerships' | 'documents'>
  historian: Historian
  compactor: Compactor
  sync: Pick<SyncService, 'edit'>
  ledger: Pick<LedgerService, 'state'>
  clock: Clock
  log: Log
}

/** A keeper over the given ports. A canvas that could not be swept is tried again soon. */
export function createKeeper(ports: Ports): Keeper {
  const { store, ledger, clock, log } = ports
  let stopped = false
  let cancel: (() => void) | null = null
  let last: Promise<void> = Promise.resolve()

  /** Answers whether everything that is too old is gone. */
  async function sweep(partnership: string): Promise<boolean> {
    const { days } = (await ledger.state(partnership)).retention
    if (days === null) return true
    let whole = true
    for (const row of await store.documents(partnership)) {
      if (row.role !== 'canvas' || stopped) continue
      try {
        await sweepCanvas(ports, row, days)
      } catch (error) {
        whole = false
        if (!stopped)
          log.error({ document: row.id, error: String(error) }, 'the past of a canvas could not be let go of')
      }
    }
    return whole
  }

  // One after the other: two sweeps of one canvas would get in each other's way.
  function inTurn(partnership: string, tries: number = AGAIN.times): Promise<void> {
    const turn = last.then(async () => {
      if (stopped || (await sweep(partnership)) || tries <= 1) return
      // A room may have compacted the canvas meanwhile, or the historian was busy.
      clock.after(AGAIN.after, () => void inTurn(partnership, tries - 1).catch(ignore))
    })
    last = turn.catch(ignore)
    return turn
  }

  // Each partnership gets in line only when its turn in the round has come, behind those that somebody asked for meanwhile.
  async function round(): Promise<void> {
    for (const partnership of await store.partnerships()) if (!stopped) await inTurn(partnership)
  }

  function arm(): void {
    cancel = clock.after(EVERY, () => {
      round()
        .catch(
          error => stopped || log.error({ error: String(error) }, 'the past of canvases could not be looked through'),
        )
        .finally(() => cancel && arm())
    })
  }

  return {
    start: arm,
    stop() {
      stopped = true
      cancel?.()
      cancel = null
    },
    sweep: partnership => inTurn(partnership),
  }
}

function ignore(): void {
  // Told to whoever asked.
}

async function sweepCanvas(ports: Ports, row: DocumentRow, days: number): Promise<void> {
  const { store, clock } = ports
  if (!row.kind || !kindOf(row.kind)) return
  /** The end of all that is too old, as far as it is compacted; null when nothing is. */
  const old = ({ compacted, stretches }: HistoryOutline, upTo = compacted): number | null => {
    const kept = stretches.findIndex(({ endedAt, last }) => endedAt > clock.now() - days * DAY || last > upTo)
    return stretches.slice(0, kept < 0 ? stretches.length : kept).at(-1)?.last ?? null
  }
  if (old(await store.historyOutline(row.id), Number.POSITIVE_INFINITY) === null) return
  await compact(ports, row)
  const outline = await store.historyOutline(row.id)
  const point = old(outline)
  if (point === null) return
  const { state, emptied } = await baseAt(ports, row, row.kind, point, outline.stretches.at(-1)!.last)
  if (emptied.length === 0) return store.pruneHistory(row.id, point, state)
  await empty(ports, row, emptied)
  await compact(ports, row)
  await store.pruneHistory(row.id, point, state, 'forget-states')
  // The emptying is an edit itself, and may be too old already where nothing is to be kept.
  await sweepCanvas(ports, row, days)
}

async function compact({ store, compactor }: Ports, { id }: DocumentRow): Promise<void> {
  const { snapshot, updates, upTo } = await store.load(id)
  if (updates.length === 0) return
  const compacted = await compactor(snapshot, updates)
  await store.compact(id, upTo, compacted.snapshot, compacted.edge)
}

/**
 * What the past begins with from now on. Texts of rows that were gone already then are left out, unless somebody has touched
 * them since: an undo may bring back a row that went later, with its words.
 */
async function baseAt({ store, historian }: Ports, row: DocumentRow, kind: KindId, point: number, latest: number) {
  const study = async <S extends Study>(upTo: number, asked: S): Promise<StudyAnswer<S['type']>> => {
    const answer = await historian.study(kind, await store.history(row.id, point, upTo), asked)
    if (!answer.ok) throw new Error(answer.refusal.code)
    return answer.value
  }
  if ((await study(point, { type: 'leftovers', point })).length > 0) return study(latest, { type: 'base', point })
  return { state: await study(point, { type: 'state', point }), emptied: [] }
}

/** Empties texts of rows that are gone. Throws, and empties none, when one of the rows has come back. */
function empty({ sync }: Ports, row: DocumentRow, names: readonly string[]): Promise<void> {
  return sync.edit(row, doc => {
    const still = new Set(leftoversIn(doc, kindOf(row.kind!)!))
    // One that is empty by now is no leftover either, and is not there to be emptied.
    const there = names.filter(name => doc.getXmlFragment(name).length > 0)
    if (!there.every(name => still.has(name))) throw new Error('a row came back while its words were let go of')
    for (const name of there) emptyText(doc, name)
  })
}

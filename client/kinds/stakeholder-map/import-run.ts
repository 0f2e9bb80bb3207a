import { newId } from '../../../shared/ids.ts'
import { setCompanion, stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { ImportPlan, PlannedRow } from '../../../shared/stakeholders/csv/plan.ts'
import type { CanvasRoom, CommandBody, CommandFailure, PartnershipSession } from '../../room/types.ts'
import type { OwnActs } from './own-acts.ts'

/** How ratings of a file become facts for the importer: its party's ratings, the agreed points, or not at all. */
export type RatingsBecome = 'rating' | 'agreed' | null

/** How far an import has come. A failure stops it; `resume` goes on where it stopped. */
export type ImportProgress = { done: number; total: number; failure: CommandFailure | null }

/** What an import needs to know of its surroundings. */
export type ImportInto = {
  session: PartnershipSession
  room: CanvasRoom
  companion: CanvasRoom | null
  log: OwnActs
  ratingsBecome: RatingsBecome
}

/** How many commands are under way at once: few, so that a workshop's line is not flooded. */
const IN_FLIGHT = 3

/**
 * Writes the rows of a plan: the register in one undoable step together with the brokers' half. Sensitive columns are
 * written only where the importer has the companion; without it they are left out.
 */
export function writeRows(plan: ImportPlan, { room, companion, log }: ImportInto): void {
  log.group(() => {
    room.transact(() => {
      const table = stakeholdersOf(room.doc)
      for (const row of plan.rows) if (!table.set(row.id, row.fields)) table.add(row.fields, row.id)
    })
    const sealed = plan.rows.filter(row => Object.keys(row.companion).length > 0)
    if (!companion || sealed.length === 0) return
    companion.transact(() => {
      for (const row of sealed) setCompanion(companion.doc, row.id, row.companion)
    })
  })
}

/** The commands that give a plan's ratings, in the file's order. */
export function ratingCommands(plan: ImportPlan, into: ImportInto): CommandBody[] {
  const { ratingsBecome, room, session } = into
  if (ratingsBecome === null) return []
  const ratings = session.ledger.ratings.get(room.document)
  return plan.rows.flatMap((row): CommandBody[] => {
    if (Object.keys(row.rating).length === 0) return []
    const target = { document: room.document, stakeholder: row.id }
    if (ratingsBecome === 'rating') {
      const mine = session.me.party ? ratings?.of.get(row.id)?.get(session.me.party) : undefined
      const values = { ...mine?.values, ...row.rating }
      return [{ type: 'rating.give', ...target, values, note: session.words(mine?.note) || null }]
    }
    const { power, interest, impact } = { ...ratings?.agreed.get(row.id), ...row.rating }
    // An agreed point is a place on the grid: it needs both power and interest.
    if (power === undefined || interest === undefined) return []
    return [
      { type: 'rating.agree', ...target, values: { power, interest, ...(impact === undefined ? {} : { impact }) } },
    ]
  })
}

/** Rows whose rating cannot become an agreed point, since power or interest is missing. */
export function halfRated(plan: ImportPlan): readonly PlannedRow[] {
  return plan.rows.filter(({ rating }) => {
    const given = Object.keys(rating).length
    return given > 0 && (rating.power === undefined || rating.interest === undefined)
  })
}

/** Sends commands a few at a time, in order, and can go on after a failure without recording anything twice. */
export class RatingsRun {
  readonly #session: PartnershipSession
  readonly #waiting: { id: string; command: CommandBody }[]
  readonly #total: number
  #done = 0

  constructor(session: PartnershipSession, commands: readonly CommandBody[]) {
    this.#session = session
    this.#waiting = commands.map(command => ({ id: newId(), command }))
    this.#total = commands.length
  }

  /** Sends what is left; tells after each answer. The answer is where it ended, with the failure that stopped it if any. */
  async resume(tell: (progress: ImportProgress) => void): Promise<ImportProgress> {
    let failure: CommandFailure | null = null
    const worker = async () => {
      while (!failure) {
        const next = this.#waiting.shift()
        if (!next) return
        const result = await this.#session.execute(next.command, next.id)
        // The server may need a moment to know a row that was just written: that is a failure to be resumed, as any other.
        if (!result.ok && result.refusal.code !== 'nothing-changed') {
          this.#waiting.unshift(next)
          failure ??= result.refusal
          return
        }
        this.#done++
        tell({ done: this.#done, total: this.#total, failure: null })
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
    return { done: this.#done, total: this.#total, failure }
  }
}

/**
 * Waits until the server has the rows that were just written, since it refuses ratings of stakeholders that it does not
 * know. Answers at once when the line is down: the ratings then fail as `offline` and can be resumed.
 */
export function serverHasRows(room: CanvasRoom): Promise<void> {
  const settled = () => room.saved.type !== 'saving' && room.saved.type !== 'loading'
  if (settled()) return Promise.resolve()
  return new Promise(resolve => {
    const stop = room.subscribe(() => {
      if (!settled()) return
      stop()
      resolve()
    })
  })
}

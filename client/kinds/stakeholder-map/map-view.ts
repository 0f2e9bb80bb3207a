import type { Stakeholder } from '../../../shared/kinds/stakeholder-map/model.ts'
import { stakeholdersOf } from '../../../shared/kinds/stakeholder-map/model.ts'
import type { LedgerState, MapRatings } from '../../../shared/ledger/state.ts'
import { type Findings, findingsOf } from '../../../shared/stakeholders/findings.ts'
import { freePlaces } from '../../../shared/stakeholders/free-places.ts'
import { parties } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import type { PartyView } from '../../ui/mark.ts'

/** A map as the views draw it: register, findings, who rates, and what I may do. Made anew only when something changed. */
export type MapView = {
  rows: readonly Stakeholder[]
  byId: ReadonlyMap<string, Stakeholder>
  /** Place on the free canvas of every stakeholder; those never placed stand in rows below the others. */
  freeAt: ReadonlyMap<string, readonly [number, number]>
  ratings: MapRatings | undefined
  question: string
  findings: Findings
  parties: readonly PartyView[]
  partyOf: ReadonlyMap<string, PartyView>
  /** Parties that have rated at least one stakeholder of this map. */
  raters: number
}

/** Keeps the view of a room's map and makes a new one when the document or the ledger changed. */
export class MapViewCache {
  #room: CanvasRoom
  #session: PartnershipSession
  #changed = true
  #ledger: LedgerState | null = null
  #view: MapView | null = null
  #onUpdate = () => {
    this.#changed = true
  }

  constructor(session: PartnershipSession, room: CanvasRoom) {
    this.#session = session
    this.#room = room
    room.doc.on('update', this.#onUpdate)
  }

  /** The current view; the same object while nothing changed. */
  get view(): MapView {
    const { ledger } = this.#session
    if (this.#view && !this.#changed && this.#ledger === ledger) return this.#view
    this.#changed = false
    this.#ledger = ledger
    this.#view = readView(this.#session, this.#room)
    return this.#view
  }

  /** Stops listening to the document. */
  stop(): void {
    this.#room.doc.off('update', this.#onUpdate)
  }
}

function readView(session: PartnershipSession, room: CanvasRoom): MapView {
  const rows = stakeholdersOf(room.doc).all()
  const ratings = session.ledger.ratings.get(room.document)
  const views = parties(session)
  return {
    rows,
    byId: new Map(rows.map(row => [row.id, row])),
    freeAt: freeAtOf(rows),
    ratings,
    question: session.words(ratings?.questionText),
    findings: findingsOf(rows, ratings),
    parties: views,
    partyOf: new Map(views.map(party => [party.id, party])),
    raters: new Set([...(ratings?.of.values() ?? [])].flatMap(given => [...given.keys()])).size,
  }
}

function freeAtOf(rows: readonly Stakeholder[]): Map<string, readonly [number, number]> {
  const places = new Map<string, readonly [number, number]>()
  const unplaced = rows.filter(row => row.at === null)
  const spots = freePlaces(rows, unplaced.length)
  unplaced.forEach((row, at) => {
    places.set(row.id, spots[at]!)
  })
  for (const row of rows) if (row.at) places.set(row.id, row.at)
  return places
}

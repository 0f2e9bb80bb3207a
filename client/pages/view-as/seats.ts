import { msg, str } from '@lit/localize'
import { parties } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { isolated } from '../../ui/format.ts'

/** A seat that a broker can look from. `key` stands for it in a list. */
export type LookSeat = {
  key: string
  role: 'representative' | 'contributor' | 'observer'
  party: string | null
  label: string
}

/** Every seat that can be looked from, in the table's order: each party's two, then the observer's. */
export function lookSeats(session: PartnershipSession): LookSeat[] {
  const seats = parties(session).flatMap(({ id, name }): LookSeat[] => {
    const party = isolated(name)
    return [
      { key: `representative ${id}`, role: 'representative', party: id, label: msg(str`A representative of ${party}`) },
      { key: `contributor ${id}`, role: 'contributor', party: id, label: msg(str`A contributor of ${party}`) },
    ]
  })
  return [...seats, { key: 'observer ', role: 'observer', party: null, label: msg('An observer') }]
}

/** The seat that an address asks for (`?role=…&party=…`), else the first of the list. */
export function seatAsked(seats: readonly LookSeat[], search: string): LookSeat {
  const asked = new URLSearchParams(search)
  const key = `${asked.get('role') ?? ''} ${asked.get('party') ?? ''}`
  return seats.find(seat => seat.key === key) ?? seats[0]!
}

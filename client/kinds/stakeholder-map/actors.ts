import type { PersonHere } from '../../room/types.ts'
import { SEEN_DIFFERENTLY } from '../../../shared/stakeholders/findings.ts'
import { divergenceOf, ratingsOf, spreadOf } from '../../../shared/stakeholders/ratings.ts'
import type { Actor, PartyPoint } from './actor.ts'
import type { Lens } from './geometry.ts'
import type { MapView } from './map-view.ts'
import { actorLabel, nameWord } from './map-words.ts'

/** A map's stakeholders as a lens draws them. */
export function actorsOf(view: MapView, lens: Lens): Actor[] {
  return view.rows.map(row => {
    const standing = view.findings.of.get(row.id)
    const place = standing?.place ?? null
    const name = nameWord(row.name)
    const free = view.freeAt.get(row.id) ?? null
    return {
      id: row.id,
      name,
      label: actorLabel(name, place, standing?.unheard ?? false),
      kind: row.kind,
      party: (row.party && view.partyOf.get(row.party)) || null,
      value: lens === 'free' ? free : place && ([place.interest, place.power] as const),
      unheard: standing?.unheard ?? false,
      gap: gapOf(view, row.id),
    }
  })
}

/** Each party's own point on the grid for a stakeholder; parties that rated only one of the two have none. */
export function pointsOf(view: MapView, id: string): PartyPoint[] {
  const ratings = ratingsOf(view.ratings, id)
  return view.parties.flatMap(party => {
    const values = ratings.get(party.id)?.values
    return typeof values?.power === 'number' && typeof values.interest === 'number'
      ? [{ party, value: [values.interest, values.power] as const }]
      : []
  })
}

/** Everyone else who is here, as the surface needs them. */
export function othersOf(people: readonly PersonHere[]): PersonHere[] {
  return people.filter(person => !person.self)
}

// The halo shows that parties see someone differently from 4 of 10 on; below that the map stays quiet.
function gapOf(view: MapView, id: string): readonly [number, number] {
  const ratings = ratingsOf(view.ratings, id)
  if ((divergenceOf(ratings)?.gap ?? 0) < SEEN_DIFFERENTLY) return [0, 0]
  return [spreadOf(ratings, 'interest')?.gap ?? 1, spreadOf(ratings, 'power')?.gap ?? 1]
}

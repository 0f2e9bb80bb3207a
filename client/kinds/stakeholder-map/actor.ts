import { html, nothing, svg, type TemplateResult } from 'lit'
import type { StakeholderKind } from '../../../shared/kinds/stakeholder-map/model.ts'
import { mark, type PartyView } from '../../ui/mark.ts'
import type { Point } from './geometry.ts'
import { haloPath } from './halo.ts'

/** A stakeholder as a lens draws it. `value` is in the lens's own values; null while it has no place there. */
export type Actor = {
  id: string
  name: string
  /** The whole label: name, standing, what sets it apart. */
  label: string
  kind: StakeholderKind
  party: PartyView | null
  value: Point | null
  unheard: boolean
  /** Widest gap between two parties, in tenths, across and up (interest, power); both 0 where they see it alike. */
  gap: Point
}

/** A mark for each party's own view of the selected stakeholder. */
export type PartyPoint = { party: PartyView; value: Point }

/** The picture of a stakeholder: its party's mark, else a shape by kind. Decorative: the label says it all. */
export function actorPicture(actor: Pick<Actor, 'kind' | 'party'>): TemplateResult {
  return actor.party
    ? html`${mark(actor.party, { decorative: true })}`
    : html`<span class="dot ${actor.kind}" aria-hidden="true"></span>`
}

/** Half the size of an actor's picture in pixels, as map.css draws it. */
export function halfSize(actor: Pick<Actor, 'party'>): number {
  return actor.party ? 14 : 8
}

/** Lines under the marks: the quiet halos of what is seen differently, and the selected one's spread and hairlines. */
export function linesUnder(
  quiet: readonly { at: Point; gap: Point }[],
  selected: { at: Point; points: readonly Point[] } | null,
): TemplateResult {
  return html`<svg class="map-lines" aria-hidden="true">
    ${quiet.map(
      ({ at, gap }) =>
        svg`<ellipse class="halo quiet" cx=${at[0]} cy=${at[1]} rx=${16 + gap[0] * 0.5} ry=${16 + gap[1] * 0.5} />`,
    )}
    ${
      selected && selected.points.length > 0
        ? svg`<path class="halo" d=${haloPath([selected.at, ...selected.points], 30)} />
            ${selected.points.map(
              ([x, y]) => svg`<line class="tie" x1=${selected.at[0]} y1=${selected.at[1]} x2=${x} y2=${y} />`,
            )}`
        : nothing
    }
  </svg>`
}

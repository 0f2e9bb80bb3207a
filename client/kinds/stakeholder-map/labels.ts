import type { Point } from './geometry.ts'

/** The side of its mark that a label stands on. */
export type Side = 'end' | 'start' | 'below' | 'above'

/** A mark that wants a label: its middle and half-size in pixels, the label's size, and who goes first (higher first). */
export type Labelled = { id: string; at: Point; half: number; width: number; height: number; priority: number }

/** A rectangle in pixels of the plot. */
export type Box = { left: number; right: number; top: number; bottom: number }

const GAP = 6
const SIDES: readonly Side[] = ['end', 'start', 'below', 'above']

/**
 * Gives each label the first side where it covers no mark and no label placed before it and stays within the plot.
 * Labels that find no room are thinned out (left out of the answer); `must` keeps a label on its least covered side.
 * `kept` is room that no label takes.
 */
export function placeLabels(
  marks: readonly Labelled[],
  plot: { width: number; height: number },
  must: ReadonlySet<string> = new Set(),
  kept: readonly Box[] = [],
): Map<string, Side> {
  const taken: Box[] = [...marks.map(boxOfMark), ...kept]
  const sides = new Map<string, Side>()
  const inTurn = [...marks].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
  for (const mark of inTurn) {
    const own = taken[marks.indexOf(mark)]!
    let best: { side: Side; box: Box; covered: number } | null = null
    for (const side of SIDES) {
      const box = boxOfLabel(mark, side)
      if (!within(box, plot)) continue
      const covered = taken.reduce((sum, other) => (other === own ? sum : sum + overlap(box, other)), 0)
      if (!best || covered < best.covered) best = { side, box, covered }
      if (covered === 0) break
    }
    if (!best || (best.covered > 0 && !must.has(mark.id))) continue
    sides.set(mark.id, best.side)
    taken.push(best.box)
  }
  return sides
}

/** The box that a label covers on a side of its mark. */
export function boxOfLabel({ at: [x, y], half, width, height }: Labelled, side: Side): Box {
  switch (side) {
    case 'end':
      return { left: x + half + GAP, right: x + half + GAP + width, top: y - height / 2, bottom: y + height / 2 }
    case 'start':
      return { left: x - half - GAP - width, right: x - half - GAP, top: y - height / 2, bottom: y + height / 2 }
    case 'below':
      return { left: x - width / 2, right: x + width / 2, top: y + half + 3, bottom: y + half + 3 + height }
    case 'above':
      return { left: x - width / 2, right: x + width / 2, top: y - half - 3 - height, bottom: y - half - 3 }
  }
}

/** About how wide a name is set at a font size in pixels; names longer than 26 characters are cut on the map. */
export function labelWidth(name: string, fontSize: number): number {
  let width = 0
  for (const char of name.slice(0, 26)) width += (char.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.54
  return width * fontSize + 8
}

/** Sets marks that stand on the same spot side by side on small rings around it; the first stays in the middle. */
export function apart<Spot extends { at: Point; half: number }>(spots: readonly Spot[]): Spot[] {
  const met = new Map<string, number>()
  return spots.map(spot => {
    const key = `${Math.round(spot.at[0] / 6)},${Math.round(spot.at[1] / 6)}`
    const nth = met.get(key) ?? 0
    met.set(key, nth + 1)
    if (nth === 0) return spot
    const ring = Math.ceil(nth / 6)
    const angle = ((nth - 1) % 6) * (Math.PI / 3) + ring * 0.5
    const reach = ring * (spot.half * 2 + 4)
    return { ...spot, at: [spot.at[0] + Math.cos(angle) * reach, spot.at[1] + Math.sin(angle) * reach] as const }
  })
}

function boxOfMark({ at: [x, y], half }: Labelled): Box {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half }
}

function within(box: Box, plot: { width: number; height: number }): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= plot.width && box.bottom <= plot.height
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}

/** A point as [x, y]: in pixels of the plot, or in a lens's own values. */
export type Point = readonly [number, number]

/** How a view is moved and magnified: `offset` in pixels is where the unmagnified origin lies. */
export type Viewport = { offset: Point; zoom: number }

/** A way to lay stakeholders out: the grid (values [interest, power] in tenths) or the free canvas (canvas units). */
export type Lens = 'grid' | 'free'

/** The plot that a lens draws on, in pixels; `mirrored` turns the grid's interest axis for right-to-left reading. */
export type Plot = { lens: Lens; width: number; height: number; mirrored: boolean }

/** One keyboard step: half a point on the grid (a whole one with Shift), a small or large push on the free canvas. */
const STEPS = { grid: { small: 5, large: 10 }, free: { small: 20, large: 100 } } as const

const ZOOMS = { grid: { least: 1, most: 4 }, free: { least: 0.2, most: 3 } } as const

/** Where a value lies in the plot before panning, in pixels. */
export function placeIn(plot: Plot, value: Point, zoom: number): Point {
  if (plot.lens === 'free') return [value[0] * zoom, value[1] * zoom]
  const share = plot.mirrored ? 1 - value[0] / 100 : value[0] / 100
  return [share * plot.width * zoom, (1 - value[1] / 100) * plot.height * zoom]
}

/** Which value a point of the plot stands for; on the grid snapped to half points and kept within 0–10. */
export function valueAt(plot: Plot, at: Point, view: Viewport): Point {
  const x = (at[0] - view.offset[0]) / view.zoom
  const y = (at[1] - view.offset[1]) / view.zoom
  if (plot.lens === 'free') return [Math.round(x), Math.round(y)]
  const share = plot.mirrored ? 1 - x / plot.width : x / plot.width
  return [halfPoint(share * 100), halfPoint((1 - y / plot.height) * 100)]
}

/** A value after one step of the keyboard; `dx` and `dy` are -1, 0 or 1 as seen on the screen (y downwards). */
export function stepped(plot: Plot, value: Point, dx: number, dy: number, large: boolean): Point {
  const step = STEPS[plot.lens][large ? 'large' : 'small']
  if (plot.lens === 'free') return [value[0] + dx * step, value[1] + dy * step]
  const across = plot.mirrored ? -dx : dx
  return [halfPoint(value[0] + across * step), halfPoint(value[1] - dy * step)]
}

/** The view after magnifying by `factor` about a point of the plot, which stays where it is. */
export function zoomed(plot: Plot, view: Viewport, factor: number, about: Point): Viewport {
  const { least, most } = ZOOMS[plot.lens]
  const zoom = Math.min(most, Math.max(least, view.zoom * factor))
  const ratio = zoom / view.zoom
  const offset: Point = [about[0] - (about[0] - view.offset[0]) * ratio, about[1] - (about[1] - view.offset[1]) * ratio]
  return kept(plot, { offset, zoom })
}

/** The view moved by pixels. */
export function panned(plot: Plot, view: Viewport, dx: number, dy: number): Viewport {
  return kept(plot, { zoom: view.zoom, offset: [view.offset[0] + dx, view.offset[1] + dy] })
}

/** The view in which all values are seen: the whole grid, or every card of the free canvas with a margin. */
export function fitted(plot: Plot, values: readonly Point[]): Viewport {
  if (plot.lens === 'grid' || values.length === 0) {
    return { zoom: 1, offset: plot.lens === 'grid' ? [0, 0] : [plot.width / 2, plot.height / 2] }
  }
  const xs = values.map(([x]) => x)
  const ys = values.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const margin = { x: 130, y: 60 }
  const fits = Math.min(plot.width / (right - left + 2 * margin.x), plot.height / (bottom - top + 2 * margin.y))
  const zoom = Math.min(1, Math.max(ZOOMS.free.least, fits))
  return {
    zoom,
    offset: [plot.width / 2 - ((left + right) / 2) * zoom, plot.height / 2 - ((top + bottom) / 2) * zoom],
  }
}

/** The view moved just as far as is needed for a value to be seen, with a margin of 40 pixels. */
export function revealed(plot: Plot, view: Viewport, value: Point): Viewport {
  const [x, y] = placeIn(plot, value, view.zoom)
  const shift = (at: number, size: number) => (at < 40 ? 40 - at : at > size - 40 ? size - 40 - at : 0)
  return panned(plot, view, shift(x + view.offset[0], plot.width), shift(y + view.offset[1], plot.height))
}

// The grid always fills its frame: at 100 % it cannot be pushed off its axes.
function kept(plot: Plot, view: Viewport): Viewport {
  if (plot.lens === 'free') return view
  const within = (offset: number, size: number) => Math.min(0, Math.max(size * (1 - view.zoom), offset))
  return { zoom: view.zoom, offset: [within(view.offset[0], plot.width), within(view.offset[1], plot.height)] }
}

function halfPoint(tenths: number): number {
  return Math.min(100, Math.max(0, Math.round(tenths / 5) * 5))
}

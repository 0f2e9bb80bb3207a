import type { Point } from './geometry.ts'

/**
 * The outline of the area that the parties' points span, as an SVG path: their convex hull, widened by `margin` pixels
 * and rounded. '' for no points.
 */
export function haloPath(points: readonly Point[], margin: number): string {
  const corners: Point[] = points.flatMap(([x, y]) =>
    Array.from({ length: 12 }, (_, at): Point => {
      const angle = (at * Math.PI) / 6
      return [x + Math.cos(angle) * margin, y + Math.sin(angle) * margin]
    }),
  )
  const hull = convexHull(corners)
  if (hull.length < 3) return ''
  // Through the middles of the edges, bending at the corners: a closed, even curve.
  const middles = hull.map((corner, at) => between(corner, hull[(at + 1) % hull.length]!))
  const bends = hull.map((_, at) => {
    const corner = hull[(at + 1) % hull.length]!
    const middle = middles[(at + 1) % hull.length]!
    return `Q${fixed(corner)} ${fixed(middle)}`
  })
  return `M${fixed(middles[0]!)}${bends.join('')}Z`
}

/** The convex hull, counter-clockwise (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])
  if (sorted.length < 3) return sorted
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

function between(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}

function fixed([x, y]: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}

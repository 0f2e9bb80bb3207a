/** Distance between the middles of neighbouring cards on the free canvas, in canvas units: across and down. */
const CARD_PITCH: readonly [number, number] = [240, 88]

/**
 * `count` places on the free canvas in tidy rows below everything that is placed already, so that what is added never
 * lies on what people arranged. The first row of an empty canvas starts at [0, 0].
 */
export function freePlaces(
  placed: readonly { at: readonly [number, number] | null }[],
  count: number,
): [number, number][] {
  const columns = Math.max(3, Math.ceil(Math.sqrt(count * 0.6)))
  const [across, down] = CARD_PITCH
  const spots = placed.flatMap(row => (row.at ? [row.at] : []))
  const left = spots.length ? Math.min(...spots.map(([x]) => x)) : 0
  const top = spots.length ? Math.max(...spots.map(([, y]) => y)) + down : 0
  return Array.from({ length: count }, (_, index) => [
    left + (index % columns) * across,
    top + Math.floor(index / columns) * down,
  ])
}

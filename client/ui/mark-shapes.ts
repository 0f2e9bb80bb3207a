/** One party shape: path data on a 24 × 24 grid, and where and how large initials stand in it. */
export type MarkShape = { name: string; d: string; textY: number; textSize: number }

/** The twelve shapes, fixed to the twelve hues: mark `n` is `MARK_SHAPES[n - 1]`. */
export const MARK_SHAPES: readonly MarkShape[] = [
  { name: 'circle', d: 'M1.4 12a10.6 10.6 0 1 0 21.2 0a10.6 10.6 0 1 0-21.2 0z', textY: 12.4, textSize: 9.4 },
  {
    name: 'square',
    d: 'M4.6 2.2h14.8a2.4 2.4 0 0 1 2.4 2.4v14.8a2.4 2.4 0 0 1-2.4 2.4H4.6a2.4 2.4 0 0 1-2.4-2.4V4.6a2.4 2.4 0 0 1 2.4-2.4z',
    textY: 12.4,
    textSize: 9.4,
  },
  {
    name: 'star',
    d: 'm12 .8 3.3 7.2 7.9.9-5.8 5.4 1.5 7.9L12 18.3l-6.9 3.9 1.5-7.9L.8 8.9l7.9-.9z',
    textY: 12.8,
    textSize: 7.6,
  },
  { name: 'diamond', d: 'M12 .8 23.2 12 12 23.2.8 12z', textY: 12.4, textSize: 8.8 },
  { name: 'triangle', d: 'M12 2.4 23 21.4H1z', textY: 15.6, textSize: 7.2 },
  {
    name: 'plus',
    d: 'M7.6 1.2h8.8v6.4h6.4v8.8h-6.4v6.4H7.6v-6.4H1.2V7.6h6.4z',
    textY: 12.4,
    textSize: 8,
  },
  { name: 'arch', d: 'M2 22.4V12a10 10 0 0 1 20 0v10.4z', textY: 13.2, textSize: 9.4 },
  {
    name: 'drop',
    d: 'M12 .6c2.8 4 8.8 9.2 8.8 14.2a8.8 8.6 0 0 1-17.6 0C3.2 9.8 9.2 4.6 12 .6z',
    textY: 14.8,
    textSize: 8.4,
  },
  { name: 'hexagon', d: 'M6.4 2.3h11.2L23.2 12l-5.6 9.7H6.4L.8 12z', textY: 12.4, textSize: 9.4 },
  {
    name: 'shield',
    d: 'M2.3 2.2h19.4v9.3c0 6-4.2 9.7-9.7 12-5.5-2.3-9.7-6-9.7-12z',
    textY: 11.4,
    textSize: 9,
  },
  {
    name: 'leaf',
    d: 'M2 2h10.5A9.5 9.5 0 0 1 22 11.5V22H11.5A9.5 9.5 0 0 1 2 12.5z',
    textY: 12.4,
    textSize: 9,
  },
  { name: 'boat', d: 'M.6 5h22.8l-4.6 14.5H5.2z', textY: 12, textSize: 8.6 },
]

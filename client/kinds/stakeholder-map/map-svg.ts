import { MARK_SHAPES } from '../../ui/mark-shapes.ts'
import type { PartyView } from '../../ui/mark.ts'
import { type Actor, halfSize } from './actor.ts'
import { fitted, type Lens, type Plot, type Point, placeIn } from './geometry.ts'
import { apart, boxOfLabel, type Labelled, labelWidth, placeLabels, type Side } from './labels.ts'

/** What a picture of a map says around the map itself; plain text, in the reader's language. */
export type PictureWords = {
  title: string
  question: string
  /** When it was taken, and who sees the map. */
  foot: string
  across: string
  up: string
  /** Names of the quadrants: start above, end above, start below, end below. */
  quadrants: readonly [string, string, string, string]
  parties: string
  /** What the shapes mean, and the line under a name. */
  shapes: { group: string; organisation: string; institution: string; nature: string; unheard: string }
}

/** What is drawn. `hues` are the parties' colours by mark. */
export type Picture = {
  lens: Lens
  actors: readonly Actor[]
  parties: readonly PartyView[]
  mirrored: boolean
  hues: ReadonlyMap<number, string>
  words: PictureWords
}

/** The size of every picture, in pixels. */
export const PICTURE = { width: 1600, height: 1166 } as const

const BOX = { left: 90, top: 130, width: 1420, height: 790 } as const
const FONT = "Commissioner, 'Noto Sans Arabic', 'Noto Sans', system-ui, sans-serif"
const SIZE = 14

/**
 * The map as one SVG document on white, whatever the theme: names, axes, parties, question, date. Self-contained; every word
 * that people typed is escaped.
 */
export function mapSvg(picture: Picture): string {
  const { lens, actors, mirrored, words } = picture
  const plot: Plot = { lens, width: BOX.width, height: BOX.height, mirrored }
  const values = actors.flatMap(actor => (actor.value ? [actor.value] : []))
  const view = fitted(plot, values)
  const placed = actors.filter(actor => actor.value !== null)
  const spots = placed.map((actor): Labelled => {
    const [x, y] = placeIn(plot, actor.value as Point, view.zoom)
    return {
      id: actor.id,
      at: [x + view.offset[0], y + view.offset[1]],
      half: halfSize(actor),
      // Whatever font opens the picture may be wider than our own.
      width: labelWidth(actor.name, SIZE * 1.2),
      height: SIZE * 1.4,
      priority: actor.unheard ? 2 : actor.party ? 1 : 0,
    }
  })
  const spread = lens === 'grid' ? apart(spots) : spots
  const sides = placeLabels(spread, BOX)
  const drawn = placed.map((actor, at) => actorSvg(picture, actor, spread[at]!, sides.get(actor.id)))
  const direction = mirrored ? 'rtl' : 'ltr'
  const start = mirrored ? BOX.left + BOX.width : BOX.left
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${PICTURE.width}" height="${PICTURE.height}" viewBox="0 0 ${PICTURE.width} ${PICTURE.height}" font-family="${FONT}" font-size="${SIZE}" fill="black" direction="${direction}" role="img">
<title>${safe(words.title)}</title>
<rect width="100%" height="100%" fill="white"/>
<text x="${start}" y="58" font-size="30" font-weight="600">${safe(words.title)}</text>
<text x="${start}" y="94" font-size="19">${safe(words.question)}</text>
<g transform="translate(${BOX.left} ${BOX.top})">
${lens === 'grid' ? gridSvg(picture, plot) : `<rect width="${BOX.width}" height="${BOX.height}" fill="none" stroke="black" stroke-opacity=".25"/>`}
${drawn.join('\n')}
</g>
${shapesSvg(picture, start)}
${legendSvg(picture, start)}
<text x="${start}" y="${PICTURE.height - 28}" fill-opacity=".7">${safe(words.foot)}</text>
</svg>
`
}

function gridSvg({ words, mirrored }: Picture, { width, height }: Plot): string {
  const edge = mirrored ? width : 0
  const name = (word: string, share: number, low: boolean) => {
    const x = mirrored ? width * (1 - share) - 10 : width * share + 10
    return `<text x="${x}" y="${low ? height - 12 : 24}" font-weight="600" fill-opacity=".6">${safe(word)}</text>`
  }
  const [topStart, topEnd, lowStart, lowEnd] = words.quadrants
  return `<path d="M${edge} 0V${height}M0 ${height}H${width}" stroke="black" stroke-width="2" fill="none"/>
<path d="M${width / 2} 0V${height}M0 ${height / 2}H${width}" stroke="black" stroke-opacity=".3" stroke-dasharray="6 5" fill="none"/>
${name(topStart, 0, false)}${name(topEnd, 0.5, false)}${name(lowStart, 0, true)}${name(lowEnd, 0.5, true)}
<text x="${width / 2}" y="${height + 30}" text-anchor="middle" font-weight="600">${safe(words.across)} ${mirrored ? '←' : '→'}</text>
<text transform="translate(${mirrored ? width + 26 : -24} ${height / 2}) rotate(-90)" text-anchor="middle" font-weight="600">${safe(words.up)} ${mirrored ? '←' : '→'}</text>`
}

function actorSvg(picture: Picture, actor: Actor, spot: Labelled, side: Side | undefined): string {
  const [x, y] = spot.at
  const shape = actor.party ? markSvg(picture, actor.party, x, y, spot.half) : dotSvg(actor.kind, x, y)
  const label = side && boxOfLabel(spot, side)
  const name = actor.name.length > 26 ? `${[...actor.name].slice(0, 25).join('')}…` : actor.name
  // Bound to the middle of the box that was kept free, so that either direction of writing fits in it.
  const text = label
    ? `<text x="${n((label.left + label.right) / 2)}" y="${n((label.top + label.bottom) / 2 + SIZE * 0.35)}" text-anchor="middle"${actor.unheard ? ' text-decoration="underline"' : ''} unicode-bidi="plaintext">${safe(name)}</text>`
    : ''
  return `<g><title>${safe(actor.label)}</title>${shape}${text}</g>`
}

function markSvg({ hues }: Picture, party: PartyView, x: number, y: number, half: number): string {
  const shape = MARK_SHAPES[party.mark - 1] ?? MARK_SHAPES[0]!
  const scale = (half * 2) / 24
  return `<g transform="translate(${n(x - half)} ${n(y - half)}) scale(${n(scale)})"><path d="${shape.d}" fill="${safe(hues.get(party.mark) ?? 'black')}"/><text x="12" y="${shape.textY + 3}" text-anchor="middle" font-size="${shape.textSize}" font-weight="700" fill="white">${safe(party.initials)}</text></g>`
}

function dotSvg(kind: Actor['kind'], x: number, y: number): string {
  const style = 'fill="white" stroke="black" stroke-width="2"'
  switch (kind) {
    case 'organisation':
      return `<rect x="${n(x - 7)}" y="${n(y - 7)}" width="14" height="14" rx="2" ${style}/>`
    case 'institution':
      return `<path d="M${n(x)} ${n(y - 9)}L${n(x + 9)} ${n(y)}L${n(x)} ${n(y + 9)}L${n(x - 9)} ${n(y)}Z" ${style}/>`
    case 'nature':
      return `<path d="M${n(x - 7)} ${n(y - 7)}H${n(x)}Q${n(x + 7)} ${n(y - 7)} ${n(x + 7)} ${n(y)}V${n(y + 7)}H${n(x)}Q${n(x - 7)} ${n(y + 7)} ${n(x - 7)} ${n(y)}Z" ${style}/>`
    default:
      return `<circle cx="${n(x)}" cy="${n(y)}" r="7" ${style}/>`
  }
}

function shapesSvg({ words, mirrored }: Picture, start: number): string {
  const step = BOX.width / 5
  const y = BOX.top + BOX.height + 62
  const place = (at: number) => (mirrored ? start - at * step - 10 : start + at * step + 10)
  const said = (at: number, word: string, more = '') =>
    `<text x="${mirrored ? place(at) - 18 : place(at) + 18}" y="${y}"${more}>${safe(word)}</text>`
  const kinds = ['group', 'organisation', 'institution', 'nature'] as const
  const shapes = kinds.map((kind, at) => dotSvg(kind, place(at), y - 5) + said(at, words.shapes[kind]))
  return `${shapes.join('')}${said(4, words.shapes.unheard, ' text-decoration="underline"')}`
}

function legendSvg(picture: Picture, start: number): string {
  const { parties, words, mirrored } = picture
  if (parties.length === 0) return ''
  const step = BOX.width / 4
  const items = parties.slice(0, 12).map((party, at) => {
    const shift = (at % 4) * step
    const x = mirrored ? start - shift - 10 : start + shift + 10
    const y = BOX.top + BOX.height + 120 + Math.floor(at / 4) * 28
    const name = [...party.short].slice(0, 32).join('')
    return `${markSvg(picture, party, x, y - 5, 9)}<text x="${mirrored ? x - 18 : x + 18}" y="${y}">${safe(name)}</text>`
  })
  return `<text x="${start}" y="${BOX.top + BOX.height + 94}" font-weight="600">${safe(words.parties)}</text>${items.join('')}`
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

// XML has no way to write most control characters, so they go.
function safe(words: string): string {
  return words
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

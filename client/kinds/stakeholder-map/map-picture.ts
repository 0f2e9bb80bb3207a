import { msg, str } from '@lit/localize'
import { formatDate } from '../../ui/format.ts'
import { actorsOf } from './actors.ts'
import type { Lens } from './geometry.ts'
import { mapSvg, PICTURE } from './map-svg.ts'
import type { MapView } from './map-view.ts'

/** The map as it is on the screen, as an SVG document. `title` is the canvas's own; `brokers`: only they see this canvas. */
export function mapPicture(view: MapView, lens: Lens, title: string, brokers: boolean): string {
  const page = document.documentElement
  const style = getComputedStyle(page)
  const seen = brokers ? msg('Only the brokers') : msg('Everyone in the partnership')
  const actors = actorsOf(view, lens)
  const unplaced = actors.filter(actor => actor.value === null).length
  const rest = unplaced > 0 ? ` ${msg(str`Not yet rated, and not shown: ${unplaced}.`)}` : ''
  return mapSvg({
    lens,
    actors,
    parties: view.parties,
    mirrored: page.dir === 'rtl',
    hues: new Map(view.parties.map(({ mark }) => [mark, style.getPropertyValue(`--party-${mark}`).trim()])),
    words: {
      title,
      question: view.question,
      foot: `${formatDate(Date.now())} – ${msg(str`Who sees this map: ${seen}.`)}${rest}`,
      across: msg('Interest in the question'),
      up: msg('Power over the question'),
      quadrants: [msg('Keep satisfied'), msg('Close work'), msg('Watch'), msg('Keep informed')],
      parties: msg('Parties'),
      shapes: {
        group: msg('group or person'),
        organisation: msg('organisation'),
        institution: msg('institution'),
        nature: msg('nature'),
        unheard: msg('Affected but unheard'),
      },
    },
  })
}

/** The same picture as PNG, twice as fine. Rejects where the browser cannot draw it. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = PICTURE.width * 2
  canvas.height = PICTURE.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn'))), 'image/png')
  })
}

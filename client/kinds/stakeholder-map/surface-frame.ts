import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { type Plot, type Point, placeIn, type Viewport } from './geometry.ts'
import type { Box } from './labels.ts'

/** The names of the grid's two axes. The arrows point to more. */
export function gridFrame(): TemplateResult {
  return html`<div class="map-axis y"><span>${msg('Power over the question')} <span aria-hidden="true">→</span></span></div>
    <div class="map-axis x">
      <span>${msg('Interest in the question')} <span class="flip" aria-hidden="true">→</span></span>
    </div>`
}

/** What the shapes on the grid mean. */
export function legend(): TemplateResult {
  const shape = (kind: string, word: string) =>
    html`<li><span class="dot ${kind}" aria-hidden="true"></span>${word}</li>`
  return html`<ul class="map-legend" aria-label=${msg('Shapes')}>
    ${shape('party', msg('a party'))} ${shape('group', msg('group or person'))} ${shape('organisation', msg('organisation'))}
    ${shape('institution', msg('institution'))} ${shape('nature', msg('nature'))}
    ${shape('seen', msg('seen differently'))}
  </ul>`
}

/** Buttons that magnify: the twins of the wheel and of + − 0. */
export function zoomTools(surface: { view: Viewport; zoom(factor: number): void; fit(): void }): TemplateResult {
  return html`<div class="map-zoom" role="group" aria-label=${msg('Zoom')}>
    <button type="button" class="btn icon" aria-label=${msg('Smaller')} @click=${() => surface.zoom(1 / 1.25)}>${icon('minus')}</button>
    <span class="num">${formatNumber(Math.round(surface.view.zoom * 100))} %</span>
    <button type="button" class="btn icon" aria-label=${msg('Larger')} @click=${() => surface.zoom(1.25)}>${icon('plus')}</button>
    <button type="button" class="btn icon" aria-label=${msg('Show everything')} @click=${() => surface.fit()}>${icon('maximize')}</button>
  </div>`
}

/** The room that the names of the four quadrants take, in pixels of the plot: no label is set there. */
export function cornerRoom(plot: Plot, zoom: number): Box[] {
  const [wide, high] = [140, 28]
  const corners: readonly Point[] = [
    [0, 100],
    [50, 100],
    [0, 0],
    [50, 0],
  ]
  return corners.map(corner => {
    const [x, y] = placeIn(plot, corner, zoom)
    const top = corner[1] === 0 ? y - high : y
    const left = plot.mirrored ? x - wide : x
    return { left, right: left + wide, top, bottom: top + high }
  })
}

import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../ui/icon.ts'
import '../../ui/menu.ts'
import type { Lens } from './geometry.ts'
import type { MapActs } from './map-acts.ts'

/** What the view bar shows and does. */
export type MapBarOptions = {
  lens: Lens
  view: 'canvas' | 'outline'
  acts: MapActs
  /** Nobody is on the map yet: adding is the first thing to do, and the page itself asks for it. */
  empty: boolean
  setLens(lens: Lens): void
  setView(view: 'canvas' | 'outline'): void
  add(): void
  importFile(): void
  exportFile(): void
  /** The way to what the map was. */
  history: TemplateResult
}

/** The bar of the map: views, undo and redo of my own acts, canvas or outline, more, add. */
export function mapBar(options: MapBarOptions): TemplateResult {
  const { acts, lens, view } = options
  const lensButton = (to: Lens, label: string) =>
    html`<button type="button" aria-current=${view === 'canvas' && lens === to ? 'page' : nothing} @click=${() => options.setLens(to)}>
      ${label}
    </button>`
  const viewButton = (to: 'canvas' | 'outline', label: string, picture: TemplateResult) =>
    html`<button type="button" aria-pressed=${view === to ? 'true' : 'false'} @click=${() => options.setView(to)}>
      ${picture}${label}
    </button>`
  return html`<div class="viewbar map-bar">
    <nav class="views" aria-label=${msg('Views of the map')}>
      ${lensButton('grid', msg('Power–interest'))} ${lensButton('free', msg('Free canvas'))}
    </nav>
    <div class="row tight map-bar-end">
      <button type="button" class="btn quiet icon own-acts" ?disabled=${!acts.log.canUndo} aria-label=${msg('Undo my last act')} @click=${() => acts.log.undo()}>
        ${icon('undo', { flip: true })}
      </button>
      <button type="button" class="btn quiet icon own-acts" ?disabled=${!acts.log.canRedo} aria-label=${msg('Redo')} @click=${() => acts.log.redo()}>
        ${icon('redo', { flip: true })}
      </button>
      <div class="views" role="group" aria-label=${msg('Canvas or outline')}>
        ${viewButton('canvas', msg('Canvas'), html`${icon('chart-scatter')}`)} ${viewButton('outline', msg('Outline'), html`${icon('list')}`)}
      </div>
      ${options.history}
      <tr-menu
        .label=${msg('More for this map')}
        .items=${[
          ...(acts.log.canUndo
            ? [{ label: msg('Undo my last act'), icon: 'undo' as const, keys: 'Ctrl Z', run: () => acts.log.undo() }]
            : []),
          ...(acts.log.canRedo
            ? [{ label: msg('Redo'), icon: 'redo' as const, keys: 'Ctrl Shift Z', run: () => acts.log.redo() }]
            : []),
          ...(acts.mayEdit
            ? [{ label: msg('Import a CSV file'), icon: 'file-up' as const, run: () => options.importFile() }]
            : []),
          { label: msg('Take the map with you'), icon: 'file-down' as const, run: () => options.exportFile() },
        ]}
      ></tr-menu>
      ${
        acts.mayEdit
          ? html`<button type="button" class="btn ${options.empty ? '' : 'primary'} dense" @click=${() => options.add()}>${icon('plus')}${msg('Add')}</button>`
          : nothing
      }
    </div>
  </div>`
}

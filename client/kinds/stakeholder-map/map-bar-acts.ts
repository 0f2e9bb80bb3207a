import { msg } from '@lit/localize'
import { cannotEditWords } from '../../ledger/edit-words.ts'
import type { CanvasRoom } from '../../room/types.ts'
import type { Act } from '../../ui/acts.ts'
import { undoActs } from '../../ledger/undo-acts.ts'
import type { MapBarOptions } from './map-bar.ts'

/** What the map offers to the command palette and to keys: the bar's acts, and undoing one's own. */
export function mapActs(bar: MapBarOptions, room: CanvasRoom): Act[] {
  const off = cannotEditWords(room)
  const outline = bar.view === 'outline'
  return [
    { id: 'map-add', label: msg('Add a stakeholder'), icon: 'plus', keys: 'N', off, run: () => bar.add() },
    {
      id: 'map-outline',
      label: outline ? msg('Show the canvas') : msg('Show the outline'),
      words: msg('list view'),
      icon: outline ? 'chart-scatter' : 'list',
      keys: 'O',
      run: () => bar.setView(outline ? 'canvas' : 'outline'),
    },
    { id: 'map-grid', label: msg('Power–interest'), icon: 'chart-scatter', run: () => bar.setLens('grid') },
    { id: 'map-free', label: msg('Free canvas'), icon: 'move', run: () => bar.setLens('free') },
    { id: 'map-import', label: msg('Import a CSV file'), icon: 'file-up', off, run: () => bar.importFile() },
    {
      id: 'map-export',
      label: msg('Take the map with you'),
      words: 'download',
      icon: 'file-down',
      run: () => bar.exportFile(),
    },
    ...undoActs(bar.acts.log),
  ]
}

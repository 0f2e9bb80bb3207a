import { CLIENT_KINDS, clientKindOf } from '../../kinds/index.ts'
import { lowData } from '../../sync/low-data.ts'

let begun = false

/**
 * Fetches the code of the table and the map while the server is asked what the invite opens, then that of the other canvases
 * while the reader fills in the form; not on a device that spares its line.
 */
export function fetchTable(): void {
  if (begun || lowData.on()) return
  begun = true
  // After the form is on the screen.
  requestAnimationFrame(() => setTimeout(() => void fetchParts()))
}

async function fetchParts(): Promise<void> {
  try {
    await Promise.all([import('../place-element.ts'), clientKindOf('stakeholder-map')?.load()])
    // Whoever has gone on needs the line for something else.
    for (const kind of CLIENT_KINDS) if (document.querySelector('tr-join-page form')) await kind.load()
  } catch {
    // Whatever did not come is fetched when it is needed, where its absence is said.
    begun = false
  }
}

import { lowData } from '../../sync/low-data.ts'

let begun = false

/** Fetches the code of the table and its canvases while its reader fills in the form; not on a device that spares its line. */
export function fetchTable(): void {
  if (begun || lowData.on()) return
  begun = true
  // After the form is on the screen.
  requestAnimationFrame(() => setTimeout(() => void fetchParts()))
}

async function fetchParts(): Promise<void> {
  try {
    await import('../place-element.ts')
    const { CLIENT_KINDS } = await import('../../kinds/index.ts')
    for (const kind of CLIENT_KINDS) await kind.load()
  } catch {
    // Whatever did not come is fetched when it is needed, where its absence is said.
    begun = false
  }
}

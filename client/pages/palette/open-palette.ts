import type { PartnershipSession } from '../../room/types.ts'
import { toast } from '../../ui/toast.ts'
import { msg } from '@lit/localize'

/** Opens the command palette over the page; its code comes with its first use. One at a time. */
export async function openPalette(session: PartnershipSession | null): Promise<void> {
  try {
    await import('./palette-element.ts')
  } catch {
    // The line went before the palette's code had come.
    toast(msg('This part of the page is not on this device yet. Try again when the line is back.'), {
      tone: 'negative',
    })
    return
  }
  if (document.querySelector('tr-palette')) return
  const palette = document.createElement('tr-palette')
  palette.session = session
  document.body.append(palette)
}

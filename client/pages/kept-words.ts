import { msg } from '@lit/localize'
import { html } from 'lit'
import type { CanvasRoom } from '../room/types.ts'
import { refusedCopies } from '../sync/refused-copies.ts'
import { browserParts } from '../sync/parts.ts'
import { confirmAct } from '../ui/dialog.ts'
import { toast } from '../ui/toast.ts'

/** Shows the words that the server did not take, as they are kept on this device, to copy. */
export async function showKeptWords(member: string, room: CanvasRoom): Promise<void> {
  const words = refusedCopies(browserParts().storage, member, room.document).flatMap(copy => copy.words)
  const text = words.join('\n\n')
  const body =
    text === ''
      ? html`<p>${msg('It was a change without words, such as a move. Reload the page and make it again.')}</p>`
      : html`<textarea class="in words" rows="10" readonly dir="auto" aria-label=${msg('Your words')} .value=${text}></textarea>`
  const copy = await confirmAct({
    heading: msg('Your words are kept on this device'),
    body,
    act: text === '' ? msg('Reload') : msg('Copy'),
    cancel: msg('Close'),
  })
  if (!copy) return
  if (text === '') location.reload()
  else await copyText(text)
}

async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(msg('Copied.'))
  } catch {
    // No clipboard on plain-http hosts: the words can still be selected by hand.
    toast(msg('Select the words and copy them by hand: this browser does not let the page do it.'), {
      tone: 'negative',
    })
  }
}

import { msg, str } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { announce } from '../ui/announce.ts'
import { icon } from '../ui/icon.ts'
import { toast } from '../ui/toast.ts'

/** Text that is there to be copied: selectable, with a button. Works without the clipboard permission by selecting it. */
export function copyField(options: { id: string; label: string; value: string; large?: boolean }): TemplateResult {
  const { id, label, value, large = false } = options
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <div class="copy">
      <input class="in mono ${large ? 'large' : ''}" id=${id} readonly dir="ltr" .value=${value} @focus=${(event: Event) => (event.currentTarget as HTMLInputElement).select()} />
      <button class="btn" type="button" aria-label=${msg(str`Copy: ${label}`)} @click=${() => void copy(id, value)}>${icon('copy')}${msg('Copy')}</button>
    </div>
  </div>`
}

async function copy(id: string, value: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value)
    toast(msg('Copied.'))
  } catch {
    // No clipboard on plain-http hosts: leave it selected for the person's own copy command.
    const input = document.getElementById(id)
    if (input instanceof HTMLInputElement) input.focus()
    announce(msg('Selected. Copy it with your keyboard or the menu.'))
  }
}

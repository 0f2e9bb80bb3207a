import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { Act } from '../../ui/acts.ts'
import '../../ui/menu.ts'

/** What the menu of the whole agreement does. `bring` is null where this person may not write. */
export type PaperMenuActs = { word(): void; markdown(): void; print(): void; bring: (() => void) | null }

/** Files and paper: out as Word, Markdown or print, and in. While the Word file is made, that is said. */
export function paperMenu(acts: PaperMenuActs, making: boolean): TemplateResult {
  return html`<tr-menu label=${msg('Save or print the agreement')} text=${msg('Save or print')} .items=${itemsOf(acts)}></tr-menu>
    ${making ? html`<span role="status" class="sm muted">${msg('Making the Word file')} <progress aria-label=${msg('Making the Word file')}></progress></span>` : nothing}`
}

/** The same for the command palette. */
export function paperActs(acts: PaperMenuActs): Act[] {
  const words = msg('agreement export download')
  return itemsOf(acts).map(({ label, icon, run }, at) => ({ id: `agreement-paper-${at}`, label, icon, words, run }))
}

function itemsOf(acts: PaperMenuActs) {
  return [
    { label: msg('Save as a Word file'), icon: 'file-down' as const, run: acts.word },
    { label: msg('Save as Markdown'), icon: 'file-down' as const, run: acts.markdown },
    { label: msg('Print, or save as PDF'), icon: 'file-text' as const, keys: 'Ctrl P', run: acts.print },
    ...(acts.bring
      ? [{ label: msg('Bring in a Word or Markdown file'), icon: 'file-up' as const, run: acts.bring }]
      : []),
  ]
}

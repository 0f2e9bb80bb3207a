import { formatNumber } from '../../ui/format.ts'
import { msg, str } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { Binding } from '../../../shared/kinds/agreement/sections.ts'
import '../../ui/menu.ts'
import type { ClauseAsk } from './clause-element.ts'
import type { ClauseView } from './clause-view.ts'
import { bindingWord } from './words.ts'

const BINDINGS: readonly Binding[] = ['binding', 'intent', 'values']

/** What the menu of a clause does. */
export type ClauseMenuActs = {
  rename(): void
  plain(): void
  bind(binding: Binding): void
  ask(ask: ClauseAsk): void
}

/** Everything that can be done with a clause besides writing in it. */
export function clauseMenu(view: ClauseView, acts: ClauseMenuActs): TemplateResult {
  const clause = view.row.id
  const items = [
    { label: msg('Rename the heading'), run: acts.rename },
    { label: msg('Say it in plain words'), run: acts.plain },
    ...BINDINGS.filter(binding => binding !== view.row.binding).map(binding => {
      const word = bindingWord(binding)
      return { label: msg(str`Bind as: ${word}`), run: () => acts.bind(binding) }
    }),
    { label: msg('Move up'), keys: 'Alt+↑', run: () => acts.ask({ type: 'move', clause, by: -1 }) },
    { label: msg('Move down'), keys: 'Alt+↓', run: () => acts.ask({ type: 'move', clause, by: 1 }) },
    { label: msg('Add a clause below'), run: () => acts.ask({ type: 'add', after: clause }) },
    { label: msg('Delete the clause'), danger: true, run: () => acts.ask({ type: 'delete', clause }) },
  ]
  return html`<tr-menu label=${msg(str`More for clause ${formatNumber(view.number)}`)} .items=${items}></tr-menu>`
}

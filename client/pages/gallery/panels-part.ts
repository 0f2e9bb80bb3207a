import { html, type TemplateResult } from 'lit'
import type { SavedState } from '../../room/types.ts'
import { confirmAct } from '../../ui/dialog.ts'
import { emptyState } from '../../ui/empty-state.ts'
import { icon } from '../../ui/icon.ts'
import '../../ui/menu.ts'
import { savedBanner } from '../../ui/saved.ts'
import { toast } from '../../ui/toast.ts'

const AT = new Date(2026, 10, 23, 14, 20).getTime()
const STATES: SavedState[] = [
  { type: 'loading' },
  { type: 'saved', at: AT },
  { type: 'saving', count: 3 },
  { type: 'offline', since: AT, count: 12 },
  { type: 'offline', since: AT, count: 0, kept: false },
  { type: 'not-saved', code: 'read-only', count: 1 },
]

/** The saved indicator in each state, and its two banners. */
export function saving(): TemplateResult {
  return html`<section>
    <h2>Saving: say the truth</h2>
    <div class="row">${STATES.map(state => html`<tr-saved .state=${state}></tr-saved>`)}</div>
    ${STATES.map(state => savedBanner({ state, why: 'Clause 5 was settled while you wrote. Your words are kept.', waiting: '12 changes', show: () => toast('Here they are.') }))}
    <div class="banner ok">${icon('check')}<span><b>Saved</b> at 14:32. On the server, on disk.</span></div>
    <div class="banner info">${icon('info')}<span>You read along: observers change nothing.</span></div>
  </section>`
}

/** What floats: dialog, confirmation, menu and toast. */
export function floating(openDialog: () => void): TemplateResult {
  const ask = () =>
    void confirmAct({
      heading: 'Remove “Seed dealers”?',
      body: 'They are taken off the map.',
      act: 'Remove',
      cancel: 'Keep them',
      danger: true,
    })
  const items = [
    { label: 'Put on the agenda', icon: 'flag' as const, keys: 'A', run: () => {} },
    { label: 'Comment', icon: 'message-square' as const, keys: 'C', run: () => {} },
    { label: 'Remove from the map', icon: 'x' as const, keys: 'Del', danger: true, run: () => {} },
  ]
  return html`<section>
    <h2>What floats</h2>
    <div class="row">
      <button class="btn" type="button" @click=${openDialog}>Open a dialog</button>
      <button class="btn" type="button" @click=${ask}>Ask before an act</button>
      <button class="btn" type="button" @click=${() => toast('Removed “Seed dealers”.', { act: { label: 'Undo', run: () => {} } })}>Show a toast</button>
      <tr-menu .label=${'More for Seed dealers'} .items=${items}></tr-menu>
    </div>
    <p><span class="toast">Removed “Seed dealers”.<button type="button">Undo</button></span></p>
  </section>`
}

/** Tabs and a table. */
export function tabsAndTable(): TemplateResult {
  return html`<section class="full">
    <h2>Tabs and table</h2>
    <div class="tabs" role="tablist" aria-label="Views">
      <button type="button" role="tab" aria-selected="false">Timeline</button><button type="button" role="tab" aria-selected="true">Table</button>
    </div>
    <div class="scroll" role="region" aria-label="Decisions" tabindex="0"><table class="t">
      <caption class="vh">Decisions</caption>
      <thead><tr><th class="num" scope="col">No.</th><th scope="col">Decision</th><th scope="col">Status</th><th scope="col">Review on</th></tr></thead>
      <tbody>
        <tr class="is-sel"><td class="num">14</td><td class="words">Hold 1.2 m³/s through March</td><td><span class="status acc">${icon('circle')}Open</span></td><td>15 April 2028</td></tr>
        <tr><td class="num">13</td><td class="words">Publish readings each Monday</td><td><span class="status pos">${icon('check')}Adopted</span></td><td>1 June 2027</td></tr>
        <tr><td class="num">9</td><td class="words">Invite the mining prospect holder</td><td><span class="status neg">${icon('x')}Not adopted</span></td><td>None</td></tr>
      </tbody>
    </table></div>
  </section>`
}

/** Empty state, error and progress. */
export function emptyAndError(): TemplateResult {
  return html`<section>
      <h2>Empty state</h2>
      ${emptyState({ words: 'Nothing decided yet. A first decision is often small: which languages we work in.', act: { label: 'Draft a proposal', run: () => {} } })}
    </section>
    <section>
      <h2>Error and progress</h2>
      <div class="banner bad">${icon('triangle-alert')}<span><b>Row 17 was left out:</b> “Influence” says “high”. The other 43 rows are in.</span><button class="btn dense" type="button">Fix row 17</button></div>
      <div class="field"><label for="pg">Sealing the agreement, clause 3 of 24</label><progress id="pg" max="24" value="3"></progress></div>
    </section>`
}

import { html, type TemplateResult } from 'lit'
import { selectField, textField } from '../../ui/field.ts'
import { icon } from '../../ui/icon.ts'

const nothingHappens = () => {}

/** Buttons in their states. */
export function buttons(): TemplateResult {
  return html`<section>
    <h2>Buttons</h2>
    <div class="row">
      <button class="btn primary" type="button">Give our position</button><button class="btn" type="button">Read the reasons</button>
      <button class="btn quiet" type="button">Not this</button><button class="btn danger" type="button">Withdraw</button>
      <button class="btn danger solid" type="button">Remove</button>
    </div>
    <div class="row">
      <button class="btn primary is-hover" type="button">Hover</button><button class="btn is-hover" type="button">Hover</button>
      <button class="btn primary is-focus" type="button">Focus</button><button class="btn is-focus" type="button">Focus</button>
    </div>
    <div class="row"><button class="btn" type="button" disabled>Sign</button><span class="sm muted">2 clauses are not cleared. <a href="#main">Show them</a></span></div>
    <div class="row">
      <button class="btn dense" type="button">Dense</button><button class="btn dense primary" type="button">${icon('plus')}Add</button>
      <button class="btn icon" type="button" aria-label="More">${icon('ellipsis')}</button>
      <button class="btn primary" type="button" aria-busy="true">${icon('refresh-cw')}Sealing, 3 of 24</button>
    </div>
  </section>`
}

/** Fields with hint, error and choice. */
export function fields(): TemplateResult {
  return html`<section>
    <h2>Fields</h2>
    ${textField({ id: 'g1', label: 'Name of the stakeholder', value: 'Retired gate keeper', words: true, onInput: nothingHappens })}
    ${textField({ id: 'g2', label: 'With a hint', value: '', hint: 'Partners can change this together later.', placeholder: 'Knows every valve since 1974', onInput: nothingHappens })}
    ${textField({ id: 'g3', label: 'Power, 0 to 10', value: '12', error: 'Ten is the most. Was it 10, or 1 and 2?', onInput: nothingHappens })}
    ${selectField({ id: 'g4', label: 'Sector', value: 'c', options: [{ value: 'c', label: 'Community body or Indigenous organisation' }], onInput: nothingHappens })}
    <label class="check"><input type="checkbox" checked /><span>He was asked before we listed him.</span></label>
    <label class="opt"><input type="radio" name="g5" checked /><span><b>The sample partnership</b><br /><span class="sm muted">Look around, break things.</span></span></label>
  </section>`
}

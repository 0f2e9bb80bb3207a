import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { SECTORS } from '../../../shared/access/roles.ts'
import {
  ENGAGEMENTS,
  LEVELS,
  RELATIONS,
  type Stakeholder,
  STAKEHOLDER_KINDS,
} from '../../../shared/kinds/stakeholder-map/model.ts'
import { sectorWord } from '../../ui/words.ts'
import type { MapActs } from './map-acts.ts'
import type { MapView } from './map-view.ts'
import { engagementWord, kindWord, levelWord, relationWord } from './map-words.ts'
import './inline-field.ts'

type TextField =
  | 'stake'
  | 'interests'
  | 'expectations'
  | 'fears'
  | 'influenceSources'
  | 'brings'
  | 'representedBy'
  | 'nextStep'
  | 'notes'

/** Every register field of a stakeholder, edited in place; each change is one write and one undo step. */
export function registerFields(acts: MapActs, view: MapView, row: Stakeholder): TemplateResult {
  const off = !acts.mayEdit
  const words = (field: TextField, label: string, multiline = true) =>
    html`<tr-inline-field
      .label=${label}
      .value=${row[field]}
      .max=${field === 'representedBy' ? 400 : 4000}
      ?multiline=${multiline}
      ?readonly=${off}
      @commit=${(event: CustomEvent<string>) => acts.set(row.id, { [field]: event.detail })}
    ></tr-inline-field>`
  const choice = <Value extends string>(
    field: 'kind' | 'sector' | 'level' | 'relation' | 'engagementNow' | 'engagementWanted' | 'party' | 'owner',
    label: string,
    values: readonly Value[],
    word: (value: Value) => string,
  ) => html`<label class="field"
    ><span class="label">${label}</span
    ><select
      class="in"
      ?disabled=${off}
      .value=${String(row[field] ?? '')}
      @change=${(event: Event) => {
        const value = (event.target as HTMLSelectElement).value
        acts.set(row.id, { [field]: field === 'party' ? value || null : value })
      }}
    >
      ${values.map(value => html`<option value=${value} ?selected=${value === (row[field] ?? '')}>${word(value)}</option>`)}
    </select></label
  >`
  const partyIds = ['', ...view.parties.map(party => party.id)]
  const owners = row.owner === '' || partyIds.includes(row.owner) ? partyIds : [...partyIds, row.owner]
  const partyWord = (id: string) => (id === '' ? msg('Nobody yet') : (view.partyOf.get(id)?.name ?? id))
  return html`<div class="stack">
    ${words('stake', msg('What is at stake'))} ${words('interests', msg('Underlying interests'))}
    <div class="pairs">
      ${choice('kind', msg('What they are'), STAKEHOLDER_KINDS, kindWord)}
      ${choice('sector', msg('Sector'), ['', ...SECTORS], value => (value === '' ? msg('Not said') : sectorWord(value)))}
      ${choice('level', msg('Level'), LEVELS, levelWord)} ${choice('relation', msg('Relation'), RELATIONS, relationWord)}
      ${choice('engagementNow', msg('Engagement now'), ENGAGEMENTS, engagementWord)}
      ${choice('engagementWanted', msg('Engagement wanted'), ENGAGEMENTS, engagementWord)}
    </div>
    ${words('representedBy', msg('Speaks for them'), false)}
    ${choice('owner', msg('Who keeps the relationship'), owners, partyWord)}
    ${words('nextStep', msg('Next step'))}
    <details>
      <summary>${msg('More of the register')}</summary>
      <div class="stack">
        ${words('expectations', msg('Expectations'))} ${words('fears', msg('Fears'))}
        ${words('influenceSources', msg('Where their influence comes from'))} ${words('brings', msg('What they bring'))}
        ${words('notes', msg('Notes'))}
        ${choice('party', msg('Is this stakeholder a party at the table?'), partyIds, id => (id === '' ? msg('No') : partyWord(id)))}
        <label class="check"
          ><input
            type="checkbox"
            ?disabled=${off}
            .checked=${row.consentToBeListed}
            @change=${(event: Event) => acts.set(row.id, { consentToBeListed: (event.target as HTMLInputElement).checked })}
          /><span>${msg('They agreed to be listed here')}</span></label
        >
      </div>
    </details>
  </div>`
}

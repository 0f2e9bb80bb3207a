import { currentVersion } from '../../../shared/ledger/asks.ts'
import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { ProposalRow } from '../../../shared/kinds/decision-log/model.ts'
import { memberName, parties } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { partyTag } from '../../ui/mark.ts'
import { methodWord } from '../../ui/words.ts'
import { fromLocalField, toLocalField, zoneName } from './days.ts'
import { type DraftPlan, planOf } from './draft-plan.ts'
import { methodMeaning, ruleSentence } from './method-sentence.ts'

type Options = {
  session: PartnershipSession
  room: CanvasRoom
  row: ProposalRow
  set: (values: Partial<Omit<ProposalRow, 'id'>>) => void
}

/** The settings that opening fixes, agreed on together beforehand; the rule they make is said in one sentence. */
export function draftSettings(options: Options): TemplateResult {
  const { session, room, row } = options
  const plan = planOf(row, session.ledger, Date.now())
  return html`<section class="stack" aria-labelledby="settings-h">
    <h2 id="settings-h">${msg('How we will decide')}</h2>
    <p class="method" aria-live="polite">${ruleSentence(plan.settings, plan.electorate.length)}</p>
    <fieldset class="stack settings" ?disabled=${!room.canEdit}>
      <legend class="vh">${msg('Settings')}</legend>
      ${method(options)} ${whoDecides(options, plan)} ${bars(options, plan)} ${times(options, plan)} ${afterwards(options)}
    </fieldset>
  </section>`
}

function method({ row, set }: Options): TemplateResult {
  return html`<fieldset class="stack tight">
    <legend class="label">${msg('Method')}</legend>
    ${(['consent', 'majority'] as const).map(
      id => html`<label class="check"
        ><input type="radio" name="draft-method" .checked=${row.method === id} @change=${() => set({ method: id })} /><span
          ><b>${methodWord(id)}</b><br /><span class="sm muted">${methodMeaning(id)}</span></span
        ></label
      >`,
    )}
  </fieldset>`
}

function whoDecides({ session, set }: Options, plan: DraftPlan): TemplateResult {
  const seated = parties(session).filter(party => session.ledger.parties.get(party.id)?.standing === 'partner')
  const { electorate, settings } = plan
  const toggle = (list: readonly string[], party: string) =>
    list.includes(party) ? list.filter(one => one !== party) : [...list, party]
  return html`<fieldset class="stack tight">
    <legend class="label">${msg('Who decides')}</legend>
    <table class="t electorate">
      <thead><tr><th scope="col">${msg('Party')}</th><th scope="col">${msg('Decides')}</th><th scope="col">${msg('Must be heard')}</th></tr></thead>
      <tbody>
        ${seated.map(party => {
          const decides = electorate.includes(party.id)
          return html`<tr>
            <th scope="row">${partyTag(party)}</th>
            <td><label class="box"><input type="checkbox" aria-label=${msg(str`${party.name} decides`)} .checked=${decides} @change=${() => set({ electorate: toggle(electorate, party.id) })} /></label></td>
            <td><label class="box"><input type="checkbox" aria-label=${msg(str`${party.name} must be heard`)} ?disabled=${!decides} .checked=${settings.required.includes(party.id)} @change=${() => set({ required: toggle(settings.required, party.id) })} /></label></td>
          </tr>`
        })}
      </tbody>
    </table>
    <p class="sm muted">${msg('Each party has one voice, however many people speak for it. Without the parties that must be heard nothing is adopted.')}</p>
  </fieldset>`
}

function bars({ row, set }: Options, plan: DraftPlan): TemplateResult {
  const percent = (
    id: string,
    label: string,
    hint: string,
    min: number,
    value: number,
    store: (value: number) => void,
  ) => html`<div class="field">
    <label for=${id}>${label}</label>
    <input class="in" type="number" inputmode="numeric" id=${id} min=${min} max="100" step="1" .value=${String(value)} aria-describedby=${`${id}-hint`}
      @change=${(event: Event) => {
        const typed = Math.round(Number((event.target as HTMLInputElement).value))
        if (Number.isFinite(typed)) store(Math.min(100, Math.max(min, typed)))
      }} />
    <span class="hint" id=${`${id}-hint`}>${hint}</span>
  </div>`
  const { quorum, threshold } = plan.settings
  return html`${percent('draft-quorum', msg('How many must speak, in percent of the parties'), msg('Below this nothing is adopted, whatever was said.'), 1, quorum, value => set({ quorum: value }))}
  ${
    row.method === 'majority'
      ? percent(
          'draft-threshold',
          msg('Bar for yes, in percent of yes and no'),
          threshold <= 50
            ? msg(str`At ${formatNumber(50)}, one yes more than no is enough.`)
            : msg('At least this share must say yes.'),
          50,
          threshold,
          value => set({ threshold: value }),
        )
      : nothing
  }`
}

function times({ row, set }: Options, plan: DraftPlan): TemplateResult {
  const { closesAt } = plan.settings
  return html`<div class="field">
      <label for="draft-closes">${msg('Closes at')}</label>
      <input class="in" type="datetime-local" id="draft-closes" aria-describedby="draft-closes-hint" .value=${toLocalField(closesAt)}
        @change=${(event: Event) => set({ closesAt: fromLocalField((event.target as HTMLInputElement).value) })} />
      <span class="hint" id="draft-closes-hint">${msg(str`In your time zone: ${zoneName(closesAt)}. Others see it in theirs.`)} ${row.closesAt === null ? msg('A week from now unless you choose.') : nothing}</span>
    </div>
    <label class="check"><input type="checkbox" .checked=${row.reasonsOnDissent} @change=${() => set({ reasonsOnDissent: !row.reasonsOnDissent })} /><span>${msg('Ask for a reason with a no, a concern or an objection')}</span></label>
    <label class="check"><input type="checkbox" .checked=${row.reversible} @change=${() => set({ reversible: !row.reversible })} /><span>${msg('Can be undone later without lasting harm')}</span></label>`
}

function afterwards({ session, room, row, set }: Options): TemplateResult {
  const people = [...session.ledger.members.values()].filter(member => member.leftAt === null)
  const decided = [...session.ledger.proposals.values()].filter(
    one => one.document === room.document && (one.status === 'adopted' || one.status === 'adopted_ad_referendum'),
  )
  const pick = (event: Event) => (event.target as HTMLSelectElement).value || null
  return html`<div class="field">
      <label for="draft-owner">${msg('Who sees that it happens')}</label>
      <select class="in" id="draft-owner" @change=${(event: Event) => set({ owner: pick(event) })}>
        <option value="" ?selected=${row.owner === null}>${msg('Nobody named yet')}</option>
        ${people.map(member => html`<option value=${member.id} ?selected=${row.owner === member.id}>${memberName(session, member.id)}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="draft-review">${msg('We look at it again on')}</label>
      <input class="in" type="date" id="draft-review" .value=${toLocalField(row.reviewOn).slice(0, 10)}
        @change=${(event: Event) => set({ reviewOn: fromLocalField((event.target as HTMLInputElement).value) })} />
    </div>
    ${
      decided.length === 0
        ? nothing
        : html`<div class="field">
          <label for="draft-supersedes">${msg('Replaces an earlier decision')}</label>
          <select class="in" id="draft-supersedes" @change=${(event: Event) => set({ supersedes: pick(event) })}>
            <option value="" ?selected=${row.supersedes === null}>${msg('None')}</option>
            ${decided.map(one => {
              const number = formatNumber(one.number)
              const title = session.words(currentVersion(one).title)
              return html`<option value=${one.id} ?selected=${row.supersedes === one.id}>${msg(str`${number}: ${title}`)}</option>`
            })}
          </select>
        </div>`
    }`
}

import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { HEADING_MAX } from '../../../shared/kinds/agreement/model.ts'
import { GROUPS, SECTIONS } from '../../../shared/kinds/agreement/sections.ts'
import '../../ui/dialog.ts'
import { sectionWords } from './section-words.ts'
import { groupWord } from './words.ts'

/** What a new clause begins as: a section's code ('' for none) and a heading of its own ('' for the section's). */
export type NewClause = { code: string; heading: string }

/** Asks which clause to add: a section that is not there yet, or one with a heading of the people's own. */
export function addClauseDialog(used: ReadonlySet<string>, done: (clause: NewClause | null) => void): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const data = new FormData(form)
    const clause = { code: String(data.get('code') ?? ''), heading: String(data.get('heading') ?? '').trim() }
    if (clause.code === '' && clause.heading === '') form.querySelector<HTMLInputElement>('[name=heading]')?.focus()
    else done(clause)
  }
  return html`<tr-dialog open heading=${msg('Add a clause')} @close=${() => done(null)}>
    <form class="stack" @submit=${submit}>
      <label class="field">
        <span class="label">${msg('Section')}</span>
        <select class="in" name="code">
          <option value="">${msg('A clause of our own')}</option>
          ${GROUPS.map(
            group => html`<optgroup label=${groupWord(group)}>
              ${SECTIONS.filter(section => section.group === group && !used.has(section.code)).map(
                section => html`<option value=${section.code}>${sectionWords(section.code)?.heading}</option>`,
              )}
            </optgroup>`,
          )}
        </select>
      </label>
      <label class="field">
        <span class="label">${msg('Heading')}</span>
        <input class="in words" name="heading" maxlength=${HEADING_MAX} dir="auto" autocomplete="off" autofocus />
        <span class="hint">${msg('Leave it out to keep the section’s own heading.')}</span>
      </label>
      <div class="row tight">
        <button class="btn primary">${msg('Add the clause')}</button>
        <button class="btn quiet" type="button" @click=${() => done(null)}>${msg('Cancel')}</button>
      </div>
    </form>
  </tr-dialog>`
}

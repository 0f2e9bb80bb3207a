import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { SECTORS, type Sector } from '../../../shared/access/roles.ts'
import { fieldError, selectField, textField } from '../../ui/field.ts'
import { sectorWord } from '../../ui/words.ts'

/** A party while it is being entered. `party` is null for a new one. */
export type PartyDraft = {
  party: string | null
  name: string
  short: string
  initials: string
  sector: Sector
  standing: 'partner' | 'associate'
}

/** An empty draft for a new party. */
export function newPartyDraft(): PartyDraft {
  return { party: null, name: '', short: '', initials: '', sector: 'public', standing: 'partner' }
}

/** One to three letters for a name: the first letters of its first words that are not small joining words. */
export function suggestInitials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const telling = words.filter(word => !/^(?:of|the|and|for|de|du|des|la|le|et|y|da|do|wa|za|ya|na)$/i.test(word))
  const chosen = (telling.length > 0 ? telling : words).slice(0, 2)
  const letters = chosen.map(word => [...word.replace(/^(?:ال|[^\p{L}\p{N}]+)/u, '')][0] ?? '')
  return letters.join('').toLocaleUpperCase()
}

/** The fields of a party. What is left empty under short name and initials is taken from the name. */
export function partyForm(options: {
  draft: PartyDraft
  error: string
  busy: boolean
  change: (part: Partial<PartyDraft>) => void
  submit: () => void
  cancel: () => void
}): TemplateResult {
  const { draft, error, busy, change, submit, cancel } = options
  const nameless = draft.name.trim() === ''
  const send = (event: Event) => {
    event.preventDefault()
    submit()
  }
  return html`<form class="stack" @submit=${send}>
    ${textField({
      id: 'party-name',
      label: msg('Full name'),
      value: draft.name,
      required: true,
      words: true,
      maxLength: 200,
      onInput: name => change({ name }),
    })}
    <div class="pair">
      ${textField({
        id: 'party-short',
        label: msg('Short name'),
        value: draft.short,
        words: true,
        maxLength: 60,
        placeholder: draft.name.slice(0, 60),
        hint: msg('For tight places'),
        onInput: short => change({ short }),
      })}
      ${textField({
        id: 'party-initials',
        label: msg('Initials'),
        value: draft.initials,
        maxLength: 3,
        placeholder: suggestInitials(draft.name),
        hint: msg('In the party’s own script'),
        onInput: initials => change({ initials }),
      })}
    </div>
    <div class="pair">
      ${selectField({
        id: 'party-sector',
        label: msg('Sector'),
        value: draft.sector,
        options: SECTORS.map(sector => ({ value: sector, label: sectorWord(sector) })),
        onInput: sector => change({ sector: sector as Sector }),
      })}
      ${selectField({
        id: 'party-standing',
        label: msg('Standing'),
        value: draft.standing,
        options: [
          { value: 'partner', label: msg('Partner') },
          { value: 'associate', label: msg('Associate') },
        ],
        onInput: standing => change({ standing: standing === 'associate' ? 'associate' : 'partner' }),
      })}
    </div>
    ${draft.party === null ? html`<p class="sm muted">${msg('Its mark, a shape with a colour, is dealt by lot and stays. So does the party: it can be renamed later, not removed.')}</p>` : nothing}
    ${error ? fieldError('party', error) : nothing}
    <div class="row end">
      <button class="btn" type="button" @click=${cancel}>${msg('Cancel')}</button>
      <button class="btn primary" type="submit" ?disabled=${busy || nameless} aria-describedby=${nameless ? 'party-why' : nothing}>
        ${draft.party === null ? msg('Add the party') : msg('Save')}
      </button>
    </div>
    ${nameless ? html`<p class="sm muted end" id="party-why">${msg('Write its full name first.')}</p>` : nothing}
  </form>`
}

import { html, type TemplateResult } from 'lit'
import { mark, type PartyView, partyTag, type Stance } from '../../ui/mark.ts'
import { MARK_SHAPES } from '../../ui/mark-shapes.ts'

const HUES = ['lake', 'clay', 'vine', 'moss', 'ochre', 'plum', 'teal', 'sky', 'brick', 'iris', 'fern', 'slate']
const INITIALS = ['WD', 'SQ', 'ST', 'IH', 'UV', 'PL', 'مش', 'LF', 'RG', 'FSW', 'FG', '水部']

/** Twelve invented parties, one for each mark. */
export const GALLERY_PARTIES: readonly PartyView[] = MARK_SHAPES.map((shape, at) => ({
  id: shape.name,
  mark: at + 1,
  name: at === 6 ? 'مجلس شيوخ الدلتا' : `${HUES[at]}, ${shape.name}`,
  short: at === 6 ? 'مجلس شيوخ الدلتا' : `${HUES[at]}, ${shape.name}`,
  initials: INITIALS[at]!,
}))

const STANCES: [Stance, string][] = [
  ['full', 'assents'],
  ['half', 'assents with a reservation'],
  ['provisional', 'assents, awaits home (ad referendum)'],
  ['struck', 'objects'],
  ['reconfirm', 'text changed: needs reconfirming'],
  ['not-yet', 'not yet'],
  ['away', 'away (presence only)'],
]

const ROLES = ['ground', 'surface', 'sunken', 'table', 'ink', 'muted', 'line', 'line-strong', 'accent', 'accent-soft']
const TONES = ['positive', 'caution', 'negative', 'focus', 'ins', 'del']

/** The twelve marks with their names, chips and tags. */
export function parties(): TemplateResult {
  return html`<section class="full">
    <h2>Parties: hue, shape, initials</h2>
    <div class="marks12 marks-large">
      ${GALLERY_PARTIES.map(party => html`<div>${mark(party, { decorative: true })}<span class="party p${party.mark}"><bdi>${party.short}</bdi></span></div>`)}
    </div>
    <div class="row">
      ${GALLERY_PARTIES.slice(4, 8).map(party => html`<span class="chip p${party.mark}">${mark({ ...party, initials: '' }, { decorative: true })}<bdi>${party.short}</bdi></span>`)}
      ${partyTag(GALLERY_PARTIES[7]!)}
    </div>
  </section>`
}

/** The one grammar of stances, on several shapes. */
export function stances(): TemplateResult {
  return html`<section>
    <h2>Stances: how full the mark is</h2>
    <ul class="stance-key">
      ${STANCES.map(
        ([stance, words]) =>
          html`<li>${[7, 8, 4, 0, 6, 10, 2].map(at => mark(GALLERY_PARTIES[at]!, { stance, decorative: true }))}<span>${words}</span></li>`,
      )}
    </ul>
  </section>`
}

/** The roles of colour. */
export function swatches(): TemplateResult {
  return html`<section class="full">
    <h2>Colour roles</h2>
    <div class="swatches">${[...ROLES, ...TONES].map(role => html`<div><i style="background:var(--${role})"></i>${role}</div>`)}</div>
  </section>`
}

import { html, nothing, svg, type TemplateResult } from 'lit'
import { MARK_SHAPES, type MarkShape } from './mark-shapes.ts'

/**
 * Where a party stands, said by how full its mark is: `full` assents, `half` with a reservation, `provisional` awaits home,
 * `struck` objects, `reconfirm` the text changed since, `not-yet` has not spoken, `away` (presence only) nobody is here.
 */
export type Stance = 'full' | 'half' | 'provisional' | 'struck' | 'reconfirm' | 'not-yet' | 'away'

/** A party as it is shown: `mark` 1–12 fixes hue and shape together, initials are one to three characters of any script. */
export type PartyView = { id: string; mark: number; name: string; short: string; initials: string }

/**
 * A party's mark as inline SVG. `label` defaults to the party's name; give `decorative` where the name stands beside it.
 * Takes its size from `--mark` unless `size` is given.
 */
export function mark(
  party: PartyView,
  options: {
    stance?: Stance
    label?: string
    decorative?: boolean
    size?: 'sm' | 'md' | 'lg'
    /** Draws a ring of the ground's colour around it, for a mark that lies on a line. */
    halo?: boolean
  } = {},
): TemplateResult {
  const { stance = 'full', label = party.name, decorative = false, size, halo = false } = options
  const shape = MARK_SHAPES[party.mark - 1] ?? MARK_SHAPES[0]!
  const classes = ['mark', `p${party.mark}`, `is-${stance}`, size && `mark-${size}`, stance === 'away' && 'hollow']
  return html`<svg
    class=${classes.filter(Boolean).join(' ')}
    viewBox="0 0 24 24"
    role=${decorative ? nothing : 'img'}
    aria-label=${decorative ? nothing : label}
    aria-hidden=${decorative ? 'true' : nothing}
  >
    ${decorative ? nothing : svg`<title>${label}</title>`}${halo ? svg`<path class="halo" d=${shape.d}></path>` : nothing}${drawing(stance, shape, party)}
  </svg>`
}

/** A party's mark and short name in its ink, isolated from the direction of the text around it. `full` gives the whole name. */
export function partyTag(party: PartyView, options: { full?: boolean } = {}): TemplateResult {
  const name = options.full ? party.name : party.short
  return html`<span class="party p${party.mark}">${mark({ ...party, initials: '' }, { decorative: true })}<bdi>${name}</bdi></span>`
}

function drawing(stance: Stance, shape: MarkShape, party: PartyView): unknown {
  const { d } = shape
  switch (stance) {
    case 'full':
      return svg`<path class="f" d=${d}></path>${initials(party, shape)}`
    case 'half':
      return svg`<path class="o" d=${d}></path><path class="half" d=${d}></path>`
    case 'provisional':
      return svg`<path class="dash" d=${d}></path><path class="f" d=${d} transform="translate(5.3 5.3) scale(.56)"></path>`
    case 'struck':
      return svg`<path class="o" d=${d}></path><path class="bar" d="M3 21 21 3"></path>`
    case 'reconfirm':
      return svg`<path class="o" d=${d}></path><path class="turn" d="M8.2 13.6a4 4 0 1 0 .9-4.2M8.8 6.8v3h3"></path>`
    case 'not-yet':
      return svg`<path class="dots" d=${d}></path>`
    case 'away':
      return svg`<path class="o" d=${d}></path>${initials(party, shape)}`
  }
}

function initials(party: PartyView, shape: MarkShape): unknown {
  const text = party.initials.trim()
  if (text === '') return nothing
  // The narrow shapes hold two letters only while neither is a broad one.
  const broad = shape.textSize < 8.5 && /[MW]/.test(text) ? 0.84 : 1
  return svg`<text x="12" y=${shape.textY} font-size=${letterSize(text, shape.textSize * broad)}>${text}</text>`
}

/** Wide scripts and three letters need smaller letters to stay inside the shape. */
function letterSize(text: string, size: number): string {
  const letters = [...text].length
  const wide = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/.test(text) ? 0.82 : 1
  const joined = /[\u0600-\u06ff\u0900-\u097f]/.test(text) ? 0.92 : 1
  const many = letters >= 3 ? 0.78 : 1
  return `${(size * wide * joined * many).toFixed(1)}px`
}

import { html, nothing, type TemplateResult } from 'lit'
import { ICON_PATHS } from './icon-paths.ts'

/** Names of the icons that the interface uses. */
export type IconName = keyof typeof ICON_PATHS

/**
 * A line icon as inline SVG, as large as the text around it. Decorative unless it has a `label`. `flip` mirrors it in
 * right-to-left text: for arrows that mean forward or back, never for checks, clocks and pens.
 */
export function icon(name: IconName, options: { label?: string; flip?: boolean; class?: string } = {}): TemplateResult {
  const { label, flip = FORWARD.has(name), class: extra = '' } = options
  return html`<svg
    class="ic ${flip ? 'flip ' : ''}${extra}"
    viewBox="0 0 24 24"
    role=${label ? 'img' : nothing}
    aria-label=${label || nothing}
    aria-hidden=${label ? nothing : 'true'}
  >
    <path d=${ICON_PATHS[name]}></path>
  </svg>`
}

const FORWARD: ReadonlySet<IconName> = new Set<IconName>([
  'arrow-left',
  'arrow-right',
  'chevron-left',
  'chevron-right',
  'align-left',
  'list',
  'list-ordered',
  'list-tree',
  'log-in',
  'log-out',
  'redo',
  'redo-2',
  'send',
  'undo',
  'undo-2',
])

import { msg } from '@lit/localize'
import { toggleMark } from 'prosemirror-commands'
import type { MarkType } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import { html, type TemplateResult } from 'lit'
import { icon, type IconName } from '../ui/icon.ts'
import { headingLevel, listAround, toggleHeading, toggleList } from './keys.ts'
import { linkAround } from './links.ts'
import { proseSchema } from './schema.ts'

/** One button of the toolbar; `command` is null for the link, which asks first. */
export type Tool = {
  icon: IconName
  label: string
  keys: string
  pressed(state: EditorState): boolean
  command: Command | null
}

/** The tools in order, with their names in the reader's language. */
function tools(): Tool[] {
  const { strong, em } = proseSchema.marks
  return [
    { icon: 'bold', label: msg('Bold'), keys: 'Control+B', pressed: has(strong), command: toggleMark(strong) },
    { icon: 'italic', label: msg('Italic'), keys: 'Control+I', pressed: has(em), command: toggleMark(em) },
    {
      icon: 'heading',
      label: msg('Heading'),
      keys: 'Control+Alt+1',
      pressed: state => headingLevel(state) !== null,
      command: (state, dispatch) => toggleHeading(headingOr1(state))(state, dispatch),
    },
    {
      icon: 'list',
      label: msg('List'),
      keys: 'Control+Shift+8',
      pressed: state => listAround(state)?.kind === 'bullet_list',
      command: toggleList('bullet_list'),
    },
    {
      icon: 'list-ordered',
      label: msg('Numbered list'),
      keys: 'Control+Shift+9',
      pressed: state => listAround(state)?.kind === 'ordered_list',
      command: toggleList('ordered_list'),
    },
    {
      icon: 'link',
      label: msg('Link'),
      keys: 'Control+K',
      pressed: state => linkAround(state) !== null,
      command: null,
    },
  ]
}

/** The toolbar: one tab stop, arrows between its buttons, pressed states from the selection. */
export function toolbar(state: EditorState | null, label: string, run: (tool: Tool) => void): TemplateResult {
  return html`<div class="prose-tools" role="toolbar" aria-label=${label} @keydown=${rove}>
    ${tools().map(
      (tool, index) => html`<button
        type="button"
        class="tool"
        tabindex=${index === 0 ? 0 : -1}
        aria-label=${tool.label}
        aria-keyshortcuts=${tool.keys}
        title=${tool.label}
        aria-pressed=${state !== null && tool.pressed(state)}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => run(tool)}
      >${icon(tool.icon)}</button>`,
    )}
  </div>`
}

function rove(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement
  const buttons = [...bar.querySelectorAll('button')]
  const at = buttons.indexOf(event.target as HTMLButtonElement)
  const step = bar.matches(':dir(rtl)') ? -1 : 1
  const to = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: buttons.length - 1 }[event.key]
  if (to === undefined || at < 0) return
  event.preventDefault()
  const next = buttons[(to + buttons.length) % buttons.length]
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1
  next?.focus()
}

function headingOr1(state: EditorState): 1 | 2 | 3 {
  const level = headingLevel(state)
  return level === 2 || level === 3 ? level : 1
}

function has(type: MarkType) {
  return (state: EditorState) => {
    const { from, to, empty, $from } = state.selection
    return empty
      ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined
      : state.doc.rangeHasMark(from, to, type)
  }
}

import { msg } from '@lit/localize'
import { toggleMark } from 'prosemirror-commands'
import type { MarkType } from 'prosemirror-model'
import type { Command, EditorState } from 'prosemirror-state'
import { html, nothing, type TemplateResult } from 'lit'
import { icon, type IconName } from '../ui/icon.ts'
import '../ui/menu.ts'
import type { MenuItem } from '../ui/menu.ts'
import { headingLevel, listAround, toggleHeading, toggleList } from './keys.ts'
import { linkAround } from './links.ts'
import { proseSchema } from './schema.ts'
import { hasHeaderRow, insertTable, isInTable, type TableAct, tableCommand } from './tables.ts'

/** One button of the toolbar; `command` is null for the link, which asks first. */
export type Tool = {
  icon: IconName
  label: string
  keys: string
  pressed(state: EditorState): boolean
  command: Command | null
}

/** The tools in order, with their names in the reader's language. */
function tools(inTable: boolean): Tool[] {
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
    // In a table its menu stands here instead.
    ...(inTable
      ? []
      : [
          {
            icon: 'table' as const,
            label: msg('Insert a table'),
            keys: '',
            pressed: () => false,
            command: insertTable,
          },
        ]),
  ]
}

/** The toolbar: one tab stop, arrows between its buttons, pressed states from the selection. */
export function toolbar(
  state: EditorState | null,
  label: string,
  run: (tool: Pick<Tool, 'command'>) => void,
): TemplateResult {
  const inTable = state !== null && isInTable(state)
  return html`<div class="prose-tools"><div class="row tight" role="toolbar" aria-label=${label} @keydown=${rove}>
    ${tools(inTable).map(
      (tool, index) => html`<button
        type="button"
        class="tool"
        tabindex=${index === 0 ? 0 : -1}
        aria-label=${tool.label}
        aria-keyshortcuts=${tool.keys || nothing}
        title=${tool.label}
        aria-pressed=${state !== null && tool.pressed(state)}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => run(tool)}
      >${icon(tool.icon)}</button>`,
    )}
    </div>
    ${inTable ? tableMenu(state, act => run(actTool(act))) : nothing}
  </div>`
}

function tableMenu(state: EditorState, act: (act: TableAct) => void): TemplateResult {
  const header = hasHeaderRow(state) ? msg('First row is an ordinary row') : msg('First row names the columns')
  const items: MenuItem[] = [
    { label: msg('Row below'), keys: 'Ctrl ↵', run: () => act('row-below') },
    { label: msg('Row above'), run: () => act('row-above') },
    { label: msg('Column after'), run: () => act('column-after') },
    { label: msg('Column before'), run: () => act('column-before') },
    { label: header, run: () => act('header-row') },
    { label: msg('Delete the row'), run: () => act('delete-row') },
    { label: msg('Delete the column'), run: () => act('delete-column') },
    { label: msg('Delete the table'), danger: true, run: () => act('delete-table') },
  ]
  return html`<tr-menu label=${msg('Rows and columns of this table')} text=${msg('Rows and columns')} .items=${items}></tr-menu>`
}

function actTool(act: TableAct): Pick<Tool, 'command'> {
  return { command: tableCommand(act) }
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

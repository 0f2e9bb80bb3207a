import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'
import { MOST_COLUMNS } from '../../shared/model/prose-blocks.ts'
import { safeHref } from '../../shared/model/prose.ts'

const IN_CELL = 'table_cell//|table_header//'

const nodes = {
  doc: { content: 'block+' },
  paragraph: {
    content: 'inline*',
    group: 'block cell_block',
    parseDOM: [
      { tag: 'p' },
      // What a cell cannot hold comes in as its words, where it would otherwise end the table.
      { tag: 'h1, h2, h3, h4, h5, h6, td, th', context: IN_CELL, priority: 60 },
      { tag: 'table, tr', context: IN_CELL, priority: 60, skip: true },
    ],
    toDOM: (): DOMOutputSpec => ['p', { dir: 'auto' }, 0],
  },
  heading: {
    attrs: { level: { default: 1, validate: 'number' } },
    content: 'inline*',
    group: 'block',
    defining: true,
    // A clause's own heading is an h2 on the page, so headings inside its words begin one below.
    parseDOM: [1, 2, 3, 4, 5, 6].map(level => ({
      tag: `h${level}`,
      getAttrs: (dom: HTMLElement) => ({ level: levelOf(Number(dom.dataset.level ?? level)) }),
    })),
    toDOM: (node): DOMOutputSpec => {
      const level = levelOf(node.attrs.level)
      return [`h${level + 2}`, { dir: 'auto', 'data-level': String(level) }, 0]
    },
  },
  bullet_list: {
    content: 'list_item+',
    group: 'block cell_block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: (): DOMOutputSpec => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'block cell_block',
    parseDOM: [{ tag: 'ol' }],
    toDOM: (): DOMOutputSpec => ['ol', 0],
  },
  list_item: {
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: (): DOMOutputSpec => ['li', 0],
  },
  table: {
    content: 'table_row+',
    group: 'block',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    // The table scrolls inside itself where the page is narrower than its words.
    toDOM: (): DOMOutputSpec => ['div', { class: 'prose-table' }, ['table', ['tbody', 0]]],
  },
  table_row: {
    content: '(table_cell | table_header)+',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: (): DOMOutputSpec => ['tr', 0],
  },
  table_cell: cell('cell', 'td', {}),
  table_header: cell('header_cell', 'th', { scope: 'col' }),
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: (): DOMOutputSpec => ['br'],
  },
} satisfies Record<string, NodeSpec>

const marks = {
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: dom => {
          const href = safeHref(dom.getAttribute('href'))
          return href === null ? false : { href }
        },
      },
    ],
    toDOM: (mark): DOMOutputSpec => {
      const href = safeHref(mark.attrs.href)
      return href === null ? ['span', 0] : ['a', { href, rel: 'noopener noreferrer nofollow', target: '_blank' }, 0]
    },
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Word processors paste whole documents inside a <b style="font-weight: normal">.
      { tag: 'b', getAttrs: dom => dom.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: value => /^(bold(er)?|[6-9]\d{2,})$/.test(value) && null },
    ],
    toDOM: (): DOMOutputSpec => ['strong', 0],
  },
  em: {
    parseDOM: [{ tag: 'i' }, { tag: 'em' }, { style: 'font-style=italic' }],
    toDOM: (): DOMOutputSpec => ['em', 0],
  },
} satisfies Record<string, MarkSpec>

/** What words may hold: paragraphs, three levels of headings, two kinds of lists, tables, breaks, strong, em and links. */
export const proseSchema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks })

/**
 * A cell. prosemirror-tables asks for the three attributes; here they are always 1, 1 and null, since merged cells come apart
 * when they are brought in (`plainTables`).
 */
function cell(tableRole: string, tag: 'td' | 'th', attributes: Record<string, string>) {
  return {
    content: 'cell_block+',
    attrs: {
      colspan: { default: 1, validate: 'number' },
      rowspan: { default: 1, validate: 'number' },
      colwidth: { default: null },
    },
    tableRole,
    isolating: true,
    parseDOM: [
      { tag, getAttrs: (dom: HTMLElement) => ({ colspan: spanOf(dom, 'colspan'), rowspan: spanOf(dom, 'rowspan') }) },
    ],
    toDOM: (): DOMOutputSpec => [tag, attributes, 0],
  } satisfies NodeSpec
}

function spanOf(dom: HTMLElement, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(dom.getAttribute(name) ?? '', 10)
  return span > 1 ? Math.min(span, MOST_COLUMNS) : 1
}

function levelOf(level: unknown): number {
  return typeof level === 'number' && level >= 1 ? Math.min(3, Math.floor(level)) : 1
}

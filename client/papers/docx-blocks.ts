import type { ProseBlock, ProseInline, ProseMarks } from '../../shared/model/prose-blocks.ts'
import { MOST_COLUMNS } from '../../shared/model/prose-blocks.ts'
import { safeHref } from '../../shared/model/prose-href.ts'
import type { IncomingBlock, LeftOut } from '../../shared/paper/incoming.ts'
import { STYLES } from '../../shared/paper/marks.ts'
import { ListBuilder } from './list-builder.ts'

/** A node of mammoth's model of a Word document, as far as it is read here. */
export type WordNode = {
  type: string
  children?: WordNode[]
  value?: string
  styleName?: string | null
  styleId?: string | null
  numbering?: { level: string | number; isOrdered: boolean } | null
  isBold?: boolean
  isItalic?: boolean
  isHeader?: boolean
  colSpan?: number
  rowSpan?: number
  href?: string
  breakType?: string
  checked?: boolean
}

type ListNumbering = { level: number; ordered: boolean }

// A whole paragraph in bold that begins with a number is a heading to whoever wrote it without styles.
const TYPED_NUMBER = /^\s*(?:(?:article|clause|section|المادة|البند|§)\s*)?(\p{Nd}+(?:\.\p{Nd}+)*)[.):–-]?\s+\S/iu
const HEADING_LENGTH = 120

/** Turns mammoth's model into pieces of words, and counts what no clause can hold. */
export class DocxBlocks {
  readonly #leftOut: LeftOut = { images: 0, notes: 0, comments: 0, tracked: 0, contents: 0 }
  #styled = false

  /** The pieces of a document in order. */
  read(document: WordNode): { blocks: IncomingBlock[]; leftOut: LeftOut } {
    const nodes = document.children ?? []
    this.#styled = nodes.some(node => headingLevel(node) !== null)
    return { blocks: this.#blocks(nodes), leftOut: this.#leftOut }
  }

  #blocks(nodes: readonly WordNode[]): IncomingBlock[] {
    const blocks: IncomingBlock[] = []
    const list = new ListBuilder(block => blocks.push(block))
    for (const node of nodes) {
      if (node.type === 'table') {
        list.end()
        blocks.push(this.#table(node))
      } else if (node.type === 'paragraph') this.#paragraph(node, blocks, list)
      else if (node.children) {
        list.end()
        blocks.push(...this.#blocks(node.children))
      }
    }
    list.end()
    return blocks
  }

  #paragraph(node: WordNode, blocks: IncomingBlock[], list: ListBuilder): void {
    const own = ownStyle(node)
    const content = own?.name === 'gap' ? [] : this.#inlines(node.children ?? [], {})
    if (own?.name === 'gap') list.cut(own.level)
    else if (own?.name === 'more') list.more(own.level, content)
    else if (own || isContents(node)) {
      list.end()
      if (!own) this.#leftOut.contents += 1
      else if (own.name === 'part') blocks.push({ type: 'own' })
      else if (own.name === 'about') blocks.push({ type: 'about', tag: own.tag })
      else if (own.name === 'plain') blocks.push({ type: 'plain', words: plainWords(unlabelled(content)) })
    } else this.#words(node, content, blocks, list)
  }

  #words(node: WordNode, content: ProseInline[], blocks: IncomingBlock[], list: ListBuilder): void {
    const numbering = numberingOf(node)
    const level = headingLevel(node) ?? (this.#styled ? null : typedLevel(content, numbering))
    if (level === null && numbering) {
      list.item(numbering.level, numbering.ordered, content)
      return
    }
    // An empty line between the items of a list does not end it.
    if (plainWords(content).trim() === '') return
    list.end()
    if (level === null) blocks.push({ type: 'paragraph', content })
    else if (level === 0) blocks.push({ type: 'title', content })
    else blocks.push({ type: 'heading', level, content: this.#styled ? content : unbold(content) })
  }

  #table(node: WordNode): IncomingBlock & { type: 'table' } {
    const grid: (ProseBlock[] | undefined)[][] = []
    for (const [top, row] of (node.children ?? []).entries()) {
      grid[top] ??= []
      let column = 0
      for (const cell of row.children ?? []) {
        while (grid[top]![column] !== undefined) column += 1
        const words = this.#blocks(cell.children ?? []).map(proseOf)
        const [wide, tall] = [Math.min(cell.colSpan ?? 1, MOST_COLUMNS), Math.min(cell.rowSpan ?? 1, 1000)]
        for (let down = 0; down < tall && top + down < (node.children?.length ?? 0); down += 1) {
          grid[top + down] ??= []
          for (let right = 0; right < wide; right += 1)
            grid[top + down]![column + right] = down + right === 0 ? words : []
        }
      }
    }
    return {
      type: 'table',
      header: node.children?.[0]?.isHeader ?? false,
      rows: grid.map(row => Array.from(row, cell => cell ?? [])),
    }
  }

  #inlines(nodes: readonly WordNode[], marks: ProseMarks): ProseInline[] {
    return nodes.flatMap((node): ProseInline[] => {
      switch (node.type) {
        case 'text':
          return [{ type: 'text', text: node.value ?? '', marks }]
        case 'tab':
          return [{ type: 'text', text: ' ', marks }]
        case 'checkbox':
          return [{ type: 'text', text: node.checked ? '☑' : '☐', marks }]
        case 'break':
          return node.breakType === 'line' ? [{ type: 'break' }] : []
        case 'image':
          this.#leftOut.images += 1
          return []
        case 'noteReference':
          this.#leftOut.notes += 1
          return []
        case 'commentReference':
          this.#leftOut.comments += 1
          return []
        case 'hyperlink':
          return this.#inlines(node.children ?? [], { ...marks, link: safeHref(node.href) })
        case 'run':
          return this.#inlines(node.children ?? [], {
            ...marks,
            ...((node.isBold || node.styleName === 'Strong') && { strong: true }),
            ...((node.isItalic || node.styleName === 'Emphasis') && { em: true }),
          })
        default:
          return this.#inlines(node.children ?? [], marks)
      }
    })
  }
}

/** Level of a heading by its style; 0 for the title of the document; null for anything else. */
function headingLevel(node: WordNode): number | null {
  const name = node.styleName ?? node.styleId ?? ''
  if (/^title$/i.test(name)) return 0
  const level = Number(/^heading ?(\d)$/i.exec(name)?.[1])
  return level >= 1 ? level : null
}

function typedLevel(content: readonly ProseInline[], numbering: ListNumbering | null): number | null {
  const words = plainWords(content)
  const isBold = content.every(inline => inline.type === 'text' && (inline.marks.strong || inline.text.trim() === ''))
  if (!isBold || words === '' || words.length > HEADING_LENGTH) return null
  if (numbering) return numbering.ordered ? numbering.level + 1 : null
  const number = TYPED_NUMBER.exec(words)?.[1]
  return number === undefined ? null : number.split('.').length
}

function numberingOf(node: WordNode): ListNumbering | null {
  const { numbering } = node
  if (!numbering) return null
  const level = Number(numbering.level)
  return { level: level >= 0 && level <= 8 ? Math.floor(level) : 0, ordered: numbering.isOrdered }
}

type OwnStyle =
  | { name: 'part' | 'line' | 'plain' }
  | { name: 'about'; tag: string }
  | { name: 'gap' | 'more'; level: number }

/** The tool's own style of a paragraph, from a file that it saved. */
function ownStyle({ styleName }: WordNode): OwnStyle | null {
  const name = styleName ?? ''
  if (name === STYLES.part) return { name: 'part' }
  if (name === STYLES.line) return { name: 'line' }
  if (name === STYLES.plain) return { name: 'plain' }
  if (name.startsWith(`${STYLES.about} `)) return { name: 'about', tag: name.slice(STYLES.about.length + 1) }
  if (name.startsWith(`${STYLES.gap} `)) return { name: 'gap', level: Number(name.slice(STYLES.gap.length)) || 0 }
  if (name.startsWith(`${STYLES.more} `)) return { name: 'more', level: Number(name.slice(STYLES.more.length)) || 0 }
  return null
}

function isContents({ styleName }: WordNode): boolean {
  return /^(?:toc \d|toc heading|contents \d|contents heading)$/i.test(styleName ?? '')
}

/** A plain-words line without what introduces it, which is bold. */
function unlabelled(content: readonly ProseInline[]): ProseInline[] {
  return content.filter(inline => inline.type === 'break' || !inline.marks.strong)
}

function plainWords(content: readonly ProseInline[]): string {
  return content.map(inline => (inline.type === 'text' ? inline.text : ' ')).join('')
}

function unbold(content: readonly ProseInline[]): ProseInline[] {
  return content.map(inline =>
    inline.type === 'text' ? { ...inline, marks: { ...inline.marks, strong: false } } : inline,
  )
}

function proseOf(block: IncomingBlock): ProseBlock {
  if (block.type === 'heading') return { type: 'paragraph', content: block.content }
  if (block.type === 'title') return { type: 'paragraph', content: block.content }
  if (block.type === 'plain') return { type: 'paragraph', content: [{ type: 'text', text: block.words, marks: {} }] }
  return block.type === 'about' || block.type === 'own' ? { type: 'paragraph', content: [] } : block
}

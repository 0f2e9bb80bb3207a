import { type Token, type Tokens, lexer } from 'marked'
import type { ProseBlock, ProseInline, ProseMarks } from '../../shared/model/prose-blocks.ts'
import { safeHref } from '../../shared/model/prose-href.ts'
import {
  type Incoming,
  type IncomingBlock,
  type IncomingRefusal,
  NOTHING_LEFT_OUT,
} from '../../shared/paper/incoming.ts'
import { readOwnMarkdown } from '../../shared/paper/own-markdown.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'

/** Bytes of Markdown that are read at most: five hundred pages. */
const MOST_BYTES = 1024 * 1024
/** Deeper quotes and lists than this, in one line, are no document. */
const NESTED = /^[ \t>*+-]{200}|[[(!*_`~<]{400}/m

/** Reads Markdown, ours or any other, into pieces of words. HTML in it is left out, links that may not be followed are words. */
export function readMarkdown(bytes: Uint8Array): Result<Incoming, IncomingRefusal> {
  if (bytes.length > MOST_BYTES) return refuse('too-large')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Not Unicode: most likely not text at all.
    return refuse('not-text')
  }
  if (text.includes('\0')) return refuse('not-text')
  const own = readOwnMarkdown(text)
  if (own) return accept({ blocks: own, leftOut: NOTHING_LEFT_OUT })
  if (NESTED.test(text)) return refuse('too-large-inside')
  const reader = new MarkdownBlocks()
  return accept({ blocks: reader.blocks(lexer(text)), leftOut: { ...NOTHING_LEFT_OUT, images: reader.images } })
}

class MarkdownBlocks {
  images = 0

  blocks(tokens: readonly Token[]): IncomingBlock[] {
    return tokens.flatMap((token): IncomingBlock[] => {
      switch (token.type) {
        case 'heading':
          return [{ type: 'heading', level: token.depth as number, content: this.#inlines(token.tokens ?? [], {}) }]
        case 'paragraph':
        case 'text':
          return [{ type: 'paragraph', content: this.#inlines(token.tokens ?? [token], {}) }]
        case 'list':
          return [this.#list(token as Tokens.List)]
        case 'table':
          return [this.#table(token as Tokens.Table)]
        case 'code':
          return [{ type: 'paragraph', content: lines((token as Tokens.Code).text) }]
        case 'blockquote':
          return this.blocks(token.tokens ?? []).filter(block => block.type !== 'heading')
        default:
          return []
      }
    })
  }

  #list(token: Tokens.List): IncomingBlock {
    const items = token.items.map(item => {
      const lead: ProseInline[] = item.task ? [{ type: 'text', text: item.checked ? '☑ ' : '☐ ', marks: {} }] : []
      const blocks = this.blocks(item.tokens).map(proseOf)
      const first = blocks[0]
      if (lead.length > 0 && first?.type === 'paragraph') first.content.unshift(...lead)
      return blocks
    })
    return { type: token.ordered ? 'ordered_list' : 'bullet_list', items }
  }

  #table(token: Tokens.Table): IncomingBlock {
    const cell = ({ tokens }: Tokens.TableCell): ProseBlock[] => [
      { type: 'paragraph', content: this.#inlines(tokens, {}) },
    ]
    const named = token.header.some(one => one.text.trim() !== '')
    const rows = token.rows.map(row => row.map(cell))
    return { type: 'table', header: named, rows: named ? [token.header.map(cell), ...rows] : rows }
  }

  #inlines(tokens: readonly Token[], marks: ProseMarks): ProseInline[] {
    return tokens.flatMap((token): ProseInline[] => {
      switch (token.type) {
        case 'strong':
          return this.#inlines(token.tokens ?? [], { ...marks, strong: true })
        case 'em':
          return this.#inlines(token.tokens ?? [], { ...marks, em: true })
        case 'link':
          return this.#inlines(token.tokens ?? [], { ...marks, link: safeHref(token.href) })
        case 'image':
          this.images += 1
          return []
        case 'br':
          return [{ type: 'break' }]
        case 'html':
          return /^<br\s*\/?>$/i.test(token.raw.trim()) ? [{ type: 'break' }] : []
        case 'text':
        case 'escape':
        case 'codespan':
          return token.type === 'text' && token.tokens
            ? this.#inlines(token.tokens, marks)
            : [{ type: 'text', text: plain(token.text as string), marks }]
        default:
          return token.type === 'checkbox' ? [] : this.#inlines(('tokens' in token && token.tokens) || [], marks)
      }
    })
  }
}

function proseOf(block: IncomingBlock): ProseBlock {
  if (block.type === 'heading') return { type: 'paragraph', content: block.content }
  return 'content' in block || 'items' in block || block.type === 'table'
    ? (block as ProseBlock)
    : { type: 'paragraph', content: [] }
}

function lines(code: string): ProseInline[] {
  return code
    .split('\n')
    .flatMap((line, index): ProseInline[] => [
      ...(index > 0 ? [{ type: 'break' as const }] : []),
      { type: 'text', text: line, marks: {} },
    ])
}

// Named entities that people write by hand; everything else stays as it was typed.
function plain(words: string): string {
  return words.replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_entity, name: string) => ENTITIES[name] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

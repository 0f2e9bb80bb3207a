import { render } from 'lit'
import type { Paper } from '../../shared/paper/paper.ts'
import { paperView } from './paper-view.ts'

/**
 * Has the page print as this paper, from the browser's own menu and shortcut too, as long as `stop` is not called. It is
 * drawn when printing begins, in light colours whatever the theme, and is gone afterwards.
 */
export function printAs(paper: () => Paper | null): { stop(): void } {
  let undo: (() => void) | null = null
  const before = () => {
    const now = paper()
    if (now && !undo) undo = lay(now)
  }
  const after = () => {
    undo?.()
    undo = null
  }
  addEventListener('beforeprint', before)
  addEventListener('afterprint', after)
  return {
    stop() {
      after()
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    },
  }
}

function lay(paper: Paper): () => void {
  const root = document.documentElement
  const { theme } = root.dataset
  const sheet = document.createElement('div')
  sheet.className = 'paper-sheet'
  render(paperView(paper), sheet)
  document.body.append(sheet)
  root.dataset.theme = 'light'
  const margins = pageMargins(paper)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, margins]
  return () => {
    sheet.remove()
    if (theme === undefined) delete root.dataset.theme
    else root.dataset.theme = theme
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== margins)
  }
}

/** Running head and foot: the words change with the paper, so the rules are made with it. */
function pageMargins(paper: Paper): CSSStyleSheet {
  const [at, of] = ['\u{e000}', '\u{e001}']
  const numbers = paper
    .page(at, of)
    .split(/([\u{e000}\u{e001}])/u)
    .map(piece => (piece === at ? 'counter(page)' : piece === of ? 'counter(pages)' : quoted(piece)))
    .join(' ')
  const [start, end] = paper.rtl ? ['right', 'left'] : ['left', 'right']
  const box = (place: string, content: string) => `@${place} { content: ${content}; font: 8.5pt sans-serif; }`
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    `@page { margin: 22mm 22mm 20mm; ${box(`top-${start}`, quoted(`${paper.running} – ${paper.title}`))} ${box(`bottom-${start}`, quoted(paper.state))} ${box(`bottom-${end}`, numbers)} }`,
  )
  return sheet
}

// A string of CSS: what could end it is written by its number.
function quoted(words: string): string {
  return `"${words.replace(/["\\\n\r\f]/g, letter => `\\${letter.codePointAt(0)!.toString(16)} `)}"`
}

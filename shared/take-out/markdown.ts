/**
 * Words that people typed as Markdown that shows just them: nothing in it becomes markup, HTML, a table or a list. Line
 * breaks become blanks unless they are `kept`.
 */
export function plainInMarkdown(words: string, kept = false): string {
  const lines = words.split(/\r\n?|\n/u).map(line =>
    line
      .replace(/[\\`*_[\]<>|~]/g, '\\$&')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/^(\s*)(#{1,6}|[-+=])(?=\s|$|[-=])/u, '$1\\$2')
      .replace(/^(\s*\d+)([.)])(?=\s|$)/u, '$1\\$2'),
  )
  return kept ? lines.join('\\\n').replace(/(\\\n){2,}/g, '\n\n') : lines.join(' ')
}

/** Markdown as a block quotation. HTML in it is shown, not meant. */
export function quoted(markdown: string): string {
  return markdown
    .split('\n')
    .map(line => `> ${line.replace(/(?<!\\)<(?=[a-z/!?])/gi, '\\<')}`.trimEnd())
    .join('\n')
}

/** Cells as one row of a Markdown table; a row of `---` is the line under the heads. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(cell => (cell === '---' ? cell : plainInMarkdown(cell))).join(' | ')} |`
}

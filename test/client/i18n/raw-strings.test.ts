import { expect, test } from 'vitest'
import { sources } from '../../house/tree.ts'

/** Words that are the same in every language: names, keys and units. */
const UNIVERSAL = /^(Trestle|Ctrl|Shift|Alt|Esc|Enter|Del|CSV|Tab|kB|quiet-heron-52)$/

/** Stands for an expression of a template. */
const EXPRESSION = '\uFFFC'

test('[I18N-4] no visible string bypasses the localiser: templates hold no words of their own', () => {
  const found = sources('client')
    .filter(file => file.path.endsWith('.ts') && !/i18n\/locales\/|pages\/gallery\//.test(file.path))
    .flatMap(file => templatesOf(file.text).flatMap(markup => wordsIn(markup).map(words => `${file.path}: ${words}`)))
  expect(found).toEqual([])
})

test('[I18N-4] the search for such strings finds them in text and in attributes', () => {
  const sample = 'html`<p title="Read me">Hello ${html`<b>there</b>`}</p>`'
  expect(templatesOf(sample).flatMap(wordsIn)).toEqual(['Hello', 'Read me', 'there'])
})

/** The static markup of each html template in a source text, with one character for each expression; nested ones come apart. */
function templatesOf(source: string): string[] {
  const found: string[] = []
  for (let at = source.indexOf('html`'); at >= 0; at = source.indexOf('html`', at + 1)) {
    // `msg(html`…`)` is a message itself.
    if (source.slice(0, at).trimEnd().endsWith('msg(')) continue
    let markup = ''
    let i = at + 5
    while (i < source.length && source[i] !== '`') {
      if (source[i] === '\\') i += 2
      else if (source.startsWith('${', i)) {
        i = afterExpression(source, i + 2)
        markup += EXPRESSION
      } else markup += source[i++]
    }
    found.push(markup)
  }
  return found
}

/** The position after the `}` that ends an expression; strings and templates inside it are passed over. */
function afterExpression(source: string, from: number): number {
  let depth = 1
  let i = from
  while (i < source.length) {
    const char = source[i]!
    if (char === "'" || char === '"') {
      i++
      while (source[i] !== char && source[i] !== '\n' && i < source.length) i += source[i] === '\\' ? 2 : 1
    } else if (char === '`') {
      i++
      while (source[i] !== '`' && i < source.length) {
        if (source.startsWith('${', i)) i = afterExpression(source, i + 2)
        else i += source[i] === '\\' ? 2 : 1
      }
    } else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return i + 1
    i++
  }
  return i
}

/** What a person would read of some markup: text between tags, and attributes that are spoken or shown. */
function wordsIn(markup: string): string[] {
  const shown = [...markup.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"\uFFFC]+)"/g)].map(match => match[1]!)
  const text = markup.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, '\n')
  return [...text.split(/[\n\uFFFC]/), ...shown]
    .map(words => words.trim())
    .filter(words => /\p{L}{2,}/u.test(words.replace(/&\w+;/g, '')) && !UNIVERSAL.test(words))
}

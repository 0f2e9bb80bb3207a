import * as Y from 'yjs'

/** A letter of a rich text by its Yjs id: it stays the same letter wherever edits push it. */
export type Letter = { client: number; clock: number }

/** Words of a rich text: their first and their last letter. */
export type LetterRange = { from: Letter; to: Letter }

/**
 * A place in a rich text, counted in letters from its start, white space left out: so that it is the same place in the
 * editor, in the tidied static view and in the stored text. `from` is before the first letter, `to` after the last.
 */
export type LetterSpan = { from: number; to: number }

/** How many of a text's characters count as letters. */
export function lettersIn(text: string): number {
  return text.replace(/\s/gu, '').length
}

/** The ids of the letters that a span begins and ends with; null for a span of none. Both sides are cut to what is there. */
export function rangeOf(fragment: Y.XmlFragment, span: LetterSpan): LetterRange | null {
  const letters = [...lettersOf(fragment)]
  const from = letters[Math.max(0, span.from)]
  const to = letters[Math.min(span.to, letters.length) - 1]
  return from && to && span.from < span.to ? { from: from.id, to: to.id } : null
}

/**
 * Where words stand now: between their first and last letter, whatever was written around and between them. When those
 * letters are gone, the one place that says `quote`. Null when there is none: the words were removed.
 */
export function spanOf(fragment: Y.XmlFragment, range: LetterRange, quote: string): LetterSpan | null {
  const letters = [...lettersOf(fragment)]
  const [first, last] = [letterAt(letters, range.from), letterAt(letters, range.to)]
  if (first !== null && last !== null && last >= first) return { from: first, to: last + 1 }
  return quoted(letters.map(letter => letter.char).join(''), quote) ?? remains(fragment, range, letters)
}

/** The words of a span as they stand, for quoting; parts in different blocks are joined by a blank. */
export function wordsIn(fragment: Y.XmlFragment, span: LetterSpan): string {
  let count = 0
  const parts = [...textsIn(fragment)].map(text => {
    let part = ''
    for (const char of plainOf(text)) {
      const isLetter = !/\s/u.test(char)
      if (count >= span.from && count < span.to && (isLetter || count > span.from)) part += char
      if (isLetter) count += char.length
    }
    return part.trim()
  })
  return parts.filter(part => part !== '').join(' ')
}

/** Moving text (a paragraph that is split or pasted elsewhere) gives its letters new ids: then the words tell. */
function quoted(text: string, quote: string): LetterSpan | null {
  const wanted = quote.replace(/\s/gu, '')
  const from = wanted === '' ? -1 : text.indexOf(wanted)
  if (from < 0 || text.includes(wanted, from + 1)) return null
  return { from, to: from + wanted.length }
}

type Found = { id: Letter; char: string }

/** What is left between two ends of which one is gone or both are: the place of a removed letter is still known. */
function remains(fragment: Y.XmlFragment, range: LetterRange, letters: readonly Found[]): LetterSpan | null {
  const from = placeOf(fragment, range.from, letters)
  const last = letterAt(letters, range.to)
  // The last letter, where it is still there, belongs to the words.
  const to = last === null ? placeOf(fragment, range.to, letters) : last + 1
  return from !== null && to !== null && from < to ? { from, to } : null
}

function letterAt(letters: readonly Found[], { client, clock }: Letter): number | null {
  const at = letters.findIndex(({ id }) => id.client === client && id.clock === clock)
  return at < 0 ? null : at
}

function placeOf(fragment: Y.XmlFragment, { client, clock }: Letter, letters: readonly Found[]): number | null {
  const { doc } = fragment
  const known = letterAt(letters, { client, clock })
  if (known !== null) return known
  const at = doc && relativeIn(doc, client, clock)
  if (!at) return null
  let count = 0
  for (const text of textsIn(fragment)) {
    if (text === at.type) return count + lettersIn(plainOf(text).slice(0, at.index))
    count += lettersIn(plainOf(text))
  }
  return null
}

function relativeIn(doc: Y.Doc, client: number, clock: number): Y.AbsolutePosition | null {
  // What a client made up may lie beyond what this document has.
  if (clock >= Y.getState(doc.store, client)) return null
  const position = Y.createRelativePositionFromJSON({ type: null, tname: null, item: { client, clock }, assoc: 0 })
  return Y.createAbsolutePositionFromRelativePosition(position, doc)
}

/** Every letter in reading order with its id: one for each UTF-16 unit that is no white space. */
function* lettersOf(fragment: Y.XmlFragment): Generator<Found> {
  for (const text of textsIn(fragment)) {
    for (const { id, words } of runsOf(text)) {
      for (const [at, char] of words.split('').entries()) {
        if (!/\s/u.test(char)) yield { id: { client: id.client, clock: id.clock + at }, char }
      }
    }
  }
}

function plainOf(text: Y.XmlText): string {
  return [...runsOf(text)].map(run => run.words).join('')
}

/** The runs that Yjs keeps, each with the id of its first character; `toString` would write the marks out as tags. */
function* runsOf(text: Y.XmlText): Generator<{ id: Letter; words: string }> {
  for (let item = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentString) yield { id: item.id, words: item.content.str }
  }
}

function* textsIn(node: Y.XmlFragment | Y.XmlElement): Generator<Y.XmlText> {
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) yield child
    else if (child instanceof Y.XmlElement) yield* textsIn(child)
  }
}

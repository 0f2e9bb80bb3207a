import { msg } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import { lettersIn, type LetterSpan } from '../../shared/model/prose-range.ts'

/** Words that are talked about: which thread, where, the party hue of who began it (`p1` … or ''), and where it opens. */
export type ProseRange = { id: string; span: LetterSpan; hue: string; href: string }

/** Class of words that are talked about, whoever draws them: an underline in the party's ink. */
export const TALKED = 'talked'

/** A run of words cut where ranges begin and end, each piece with the ranges that cover it. `at`: letters before the run. */
export function cutAtRanges(
  text: string,
  at: number,
  ranges: readonly ProseRange[],
): { text: string; over: readonly ProseRange[]; ends: readonly ProseRange[] }[] {
  const end = at + lettersIn(text)
  const near = ranges.filter(({ span }) => span.from < end && span.to > at)
  if (near.length === 0) return [{ text, over: [], ends: [] }]
  const cuts = new Set(near.flatMap(({ span }) => [span.from, span.to]))
  const pieces: { text: string; from: number; to: number }[] = []
  let piece = { text: '', from: at, to: at }
  for (const char of text.split('')) {
    // White space at a cut is a piece of its own: it belongs to no words that begin or end there.
    if (cuts.has(piece.to) && piece.text !== '' && (piece.to > piece.from || !/\s/u.test(char))) {
      pieces.push(piece)
      piece = { text: '', from: piece.to, to: piece.to }
    }
    piece.text += char
    if (!/\s/u.test(char)) piece.to++
  }
  pieces.push(piece)
  return pieces.map(({ text: words, from, to }) => ({
    text: words,
    over: near.filter(({ span }) => span.from < to && span.to > from),
    ends: near.filter(({ span }) => span.to > from && span.to <= to),
  }))
}

/** A piece of words with the marks of what is said about it: an underline, and a dot at its end that leads to the thread. */
export function talkedAbout(
  words: TemplateResult | string,
  over: readonly ProseRange[],
  ends: readonly ProseRange[],
): TemplateResult | string {
  const last = over.at(-1)
  if (!last) return words
  const label = msg('Comment on these words')
  return html`<span class="${TALKED} ${last.hue}" data-thread=${last.id}>${words}</span>${ends.map(
    range => html`<a class="talk-dot ${range.hue}" href=${range.href} data-thread=${range.id} aria-label=${label}></a>`,
  )}`
}

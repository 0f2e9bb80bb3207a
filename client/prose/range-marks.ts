import { Plugin, PluginKey, type EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { lettersIn, type LetterSpan } from '../../shared/model/prose-range.ts'
import { type ProseRange, TALKED } from './prose-range.ts'

type Drawn = { ranges: readonly ProseRange[]; set: DecorationSet }

const rangeKey = new PluginKey<Drawn>('trestle-ranges')

/**
 * Words that are talked about, drawn into the editor without touching what is written: an underline in the party's ink and a
 * dot at its end. Between two looks at the shared text they move with the words around them.
 */
export function rangeMarks(ranges: readonly ProseRange[]): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key: rangeKey,
    state: {
      init: (_config, state) => ({ ranges, set: draw(state, ranges) }),
      apply(tr, last, _old, state) {
        const given = tr.getMeta(rangeKey) as readonly ProseRange[] | undefined
        if (given) return { ranges: given, set: draw(state, given) }
        // The shared text fills the editor after it is made.
        const filled = tr.docChanged && last.set === DecorationSet.empty && last.ranges.length > 0
        return filled ? { ...last, set: draw(state, last.ranges) } : { ...last, set: last.set.map(tr.mapping, tr.doc) }
      },
    },
    props: { decorations: state => rangeKey.getState(state)?.set },
  })
}

/** Gives the editor other ranges to draw. */
export function showRanges(view: EditorView, ranges: readonly ProseRange[]): void {
  view.dispatch(view.state.tr.setMeta(rangeKey, ranges).setMeta('addToHistory', false))
}

/** What is selected, in letters from the start of the text; null when nothing is. */
export function selectedLetters({ doc, selection }: EditorState): LetterSpan | null {
  const before = (pos: number) => lettersIn(doc.textBetween(0, pos))
  const [from, to] = [before(selection.from), before(selection.to)]
  return from < to ? { from, to } : null
}

function draw(state: EditorState, ranges: readonly ProseRange[]): DecorationSet {
  if (ranges.length === 0) return DecorationSet.empty
  const decorations: Decoration[] = []
  let letters = 0
  state.doc.descendants((node, pos) => {
    if (!node.isText || node.text === undefined) return
    const { text } = node
    const count = lettersIn(text)
    for (const { id, hue, span } of ranges) {
      if (span.from >= letters + count || span.to <= letters) continue
      const from = pos + placeOf(text, span.from - letters)
      const to = pos + placeOf(text, span.to - letters - 1) + 1
      decorations.push(Decoration.inline(from, to, { class: `${TALKED} ${hue}`, 'data-thread': id }))
      if (span.to <= letters + count) {
        decorations.push(Decoration.widget(to, () => dot(id, hue), { key: `${id} ${hue}`, side: -1 }))
      }
    }
    letters += count
  })
  return DecorationSet.create(state.doc, decorations)
}

/** Index of the n-th letter in a text; those before its start and after its end are its ends. */
function placeOf(text: string, n: number): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    if (/\s/u.test(text[at]!)) continue
    if (count >= n) return at
    count++
  }
  return Math.max(0, text.length - 1)
}

function dot(id: string, hue: string): HTMLElement {
  const element = document.createElement('span')
  element.className = `talk-dot ${hue}`
  element.dataset.thread = id
  element.setAttribute('aria-hidden', 'true')
  return element
}

import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'

/** Shows `words()` in the first paragraph as long as there is nothing else. */
export function placeholder(words: () => string): Plugin {
  return new Plugin({
    props: {
      decorations: state => {
        const first = state.doc.firstChild
        const bare = state.doc.childCount === 1 && first?.isTextblock && first.content.size === 0
        if (!bare || !first || words() === '') return DecorationSet.empty
        const decoration = Decoration.node(0, first.nodeSize, { class: 'bare', 'data-placeholder': words() })
        return DecorationSet.create(state.doc, [decoration])
      },
    },
  })
}

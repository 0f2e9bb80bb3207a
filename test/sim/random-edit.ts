import * as Y from 'yjs'
import type { Chance } from './random.ts'

// Nothing outside the BMP: editors never cut a surrogate pair in two, and where a random index does, Yjs itself shows each side another text.
const WORDS = ['river', 'mill', 'دور', 'agreed', 'x', 'é ok', 'shared water']
const CLAUSES = ['clause:a', 'clause:b'] as const

/** One honest edit, as an editor or a canvas makes it, on any of the shapes that canvases use. Returns its name. */
export function randomEdit(doc: Y.Doc, chance: Chance, undo: Y.UndoManager | null): string {
  const edits: Record<string, () => void> = {
    addRow: () =>
      doc.getMap('cards').set(
        rowId(chance),
        new Y.Map<unknown>([
          ['text', chance.pick(WORDS)],
          ['at', [chance.below(99), 2]],
        ]),
      ),
    setField: () =>
      row(doc, chance)?.set(
        chance.pick(['text', 'at', 'tags']),
        chance.pick<unknown>(['a 🙂', [1, 2], { a: [true, null] }, 7.5, null]),
      ),
    dropField: () => row(doc, chance)?.delete('text'),
    dropRow: () => doc.getMap('cards').delete(chance.pick([...doc.getMap('cards').keys(), 'none'])),
    overwrite: () => doc.getMap('clauses').set(chance.pick(['order', 'x', 'y']), chance.below(1000)),
    paragraph: () => {
      const fragment = doc.getXmlFragment(chance.pick(CLAUSES))
      const element = new Y.XmlElement(chance.pick(['paragraph', 'heading', 'list_item']))
      element.insert(0, [new Y.XmlText(chance.pick(WORDS))])
      if (chance.odds(0.3)) element.setAttribute('level', '2')
      fragment.insert(chance.below(fragment.length + 1), [element])
    },
    dropParagraph: () => {
      const fragment = doc.getXmlFragment(chance.pick(CLAUSES))
      if (fragment.length > 0) fragment.delete(chance.below(fragment.length), 1)
    },
    attribute: () => element(doc, chance)?.setAttribute('level', String(chance.below(4))),
    type: () => text(doc, chance, node => node.insert(chance.below(node.length + 1), chance.pick(WORDS))),
    erase: () => text(doc, chance, node => node.length > 0 && node.delete(chance.below(node.length), 1)),
    mark: () =>
      text(
        doc,
        chance,
        node =>
          node.length > 1 &&
          node.format(0, 1 + chance.below(node.length - 1), { strong: chance.odds(0.5) ? {} : null }),
      ),
    undo: () => undo?.undo(),
    redo: () => undo?.redo(),
    several: () =>
      doc.transact(() => {
        for (let n = 0; n < 3; n++) edits[chance.pick(['type', 'setField', 'paragraph', 'dropParagraph', 'addRow'])]!()
      }),
  }
  const name = chance.pick(Object.keys(edits))
  edits[name]!()
  return name
}

/** An undo manager over every root that `randomEdit` touches. */
export function undoFor(doc: Y.Doc): Y.UndoManager {
  const roots = [doc.getMap('cards'), doc.getMap('clauses'), ...CLAUSES.map(name => doc.getXmlFragment(name))]
  return new Y.UndoManager(roots, { captureTimeout: 0 })
}

/** Everything a person could see in the document, as text to compare. */
export function view(doc: Y.Doc): string {
  return JSON.stringify(
    [
      doc.getMap('cards').toJSON(),
      doc.getMap('clauses').toJSON(),
      ...CLAUSES.map(name => doc.getXmlFragment(name).toString()),
    ],
    (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  )
}

const rowId = (chance: Chance): string => `row${chance.below(40)}`

function row(doc: Y.Doc, chance: Chance): Y.Map<unknown> | null {
  const cards = doc.getMap('cards')
  const found = cards.get(chance.pick([...cards.keys(), 'none']))
  return found instanceof Y.Map ? found : null
}

function element(doc: Y.Doc, chance: Chance): Y.XmlElement | null {
  const fragment = doc.getXmlFragment(chance.pick(CLAUSES))
  const found = fragment.length > 0 ? fragment.get(chance.below(fragment.length)) : null
  return found instanceof Y.XmlElement ? found : null
}

function text(doc: Y.Doc, chance: Chance, change: (node: Y.XmlText) => unknown): void {
  const found = element(doc, chance)
  const node = found && found.length > 0 ? found.get(0) : null
  if (node instanceof Y.XmlText) change(node)
}

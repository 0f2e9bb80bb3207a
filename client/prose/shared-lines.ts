import { Plugin } from 'prosemirror-state'
import { ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'

const LINES = new Set(['paragraph', 'heading'])

/**
 * Gives each empty line that is made here its text at once, so that two people who begin to write in it at the same time
 * write in one text. (Otherwise each would bring a text of their own, and y-prosemirror, which knows one text for each line,
 * would write the first letters twice or drop some.)
 */
export function sharedLines(words: Y.XmlFragment): Plugin {
  return new Plugin({
    view: () => {
      const { doc } = words
      if (!doc) return {}
      const settle = (transaction: Y.Transaction) => {
        if (!transaction.local || transaction.origin !== ySyncPluginKey) return
        const bare = [...transaction.changed.keys()].flatMap(type => (isWithin(type, words) ? bareLines(type) : []))
        if (bare.length === 0) return
        doc.transact(() => {
          for (const line of bare) line.insert(0, [new Y.XmlText()])
        }, 'line')
      }
      doc.on('afterTransaction', settle)
      return { destroy: () => doc.off('afterTransaction', settle) }
    },
  })
}

/** True for a line that holds no letter, whether or not it has its text yet. */
export function isEmptyLine(type: unknown): boolean {
  if (!(type instanceof Y.XmlElement) || !LINES.has(type.nodeName)) return false
  return type.toArray().every(child => child instanceof Y.XmlText && child.length === 0)
}

function bareLines(type: unknown): Y.XmlElement[] {
  if (type instanceof Y.XmlElement && type.length === 0) return LINES.has(type.nodeName) ? [type] : []
  return type instanceof Y.XmlFragment ? type.toArray().flatMap(bareLines) : []
}

function isWithin(type: unknown, words: Y.XmlFragment): boolean {
  for (let at = type; at instanceof Y.AbstractType; at = at.parent) {
    if (at === words) return true
    if (at._item?.deleted) return false
  }
  return false
}

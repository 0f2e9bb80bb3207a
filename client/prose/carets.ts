import { Plugin, PluginKey, type EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import { relativePositionToAbsolutePosition, ySyncPluginKey } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { PresenceState } from '../../shared/protocol.ts'
import { selectionInText } from './own-caret.ts'

/** How long a name stays beside a caret that moved, in milliseconds. */
export const NAME_SHOWN_MS = 2000

/** What the plugin needs: whose presence it reads, which rich text it stands in, and how to publish this editor's own. */
export type CaretOptions = {
  awareness: Awareness
  fragment: string
  show(fields: { cursor: unknown; fragment: string | null }): void
}

type Binding = { type: Y.XmlFragment; doc: Y.Doc; mapping: Map<unknown, unknown> }

const caretKey = new PluginKey<DecorationSet>('trestle-carets')

/**
 * Carets and selections of the others who are in this rich text, each in its party's hue, with a name for two seconds after
 * it moves. Several editors share one room's awareness, so a cursor counts only in the fragment it names, and only the
 * focused editor publishes one. (y-prosemirror's own plugin knows neither.)
 */
export function carets(options: CaretOptions): Plugin<DecorationSet> {
  const { awareness, fragment } = options
  const named = new Set<number>()
  const drawn = (state: EditorState) => draw(state, awareness, fragment, named)
  return new Plugin<DecorationSet>({
    key: caretKey,
    state: {
      init: (_config, state) => drawn(state),
      apply: (tr, last, _old, state) =>
        tr.getMeta(caretKey) || tr.getMeta(ySyncPluginKey) ? drawn(state) : last.map(tr.mapping, tr.doc),
    },
    props: { decorations: state => caretKey.getState(state) },
    view: view => follow(view, options, named),
  })
}

function follow(view: EditorView, { awareness, fragment, show }: CaretOptions, named: Set<number>) {
  const places = new Map<number, string>()
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let mine = ''
  let live = true
  const redraw = () => {
    if (live && !view.isDestroyed) view.dispatch(view.state.tr.setMeta(caretKey, true).setMeta('addToHistory', false))
  }
  const moved = () => {
    for (const [client, state] of awareness.getStates()) {
      const place = JSON.stringify(state.fragment === fragment ? (state.cursor ?? null) : null)
      if (client === awareness.clientID || places.get(client) === place) continue
      places.set(client, place)
      named.add(client)
      clearTimeout(timers.get(client))
      timers.set(
        client,
        setTimeout(() => {
          named.delete(client)
          redraw()
        }, NAME_SHOWN_MS),
      )
    }
    redraw()
  }
  const publish = () => {
    const place = view.hasFocus() && view.editable ? selectionInText(view) : null
    const cursor = place && { anchor: place.anchor, head: place.head }
    const next = JSON.stringify(cursor)
    if (next === mine || (cursor === null && mine === '')) return
    mine = cursor === null ? '' : next
    show({ cursor, fragment: cursor === null ? null : fragment })
  }
  // Yjs writes and focus both settle within the event, so that positions map to what was just typed.
  const soon = () => queueMicrotask(() => live && publish())
  awareness.on('change', moved)
  view.dom.addEventListener('focusin', soon)
  view.dom.addEventListener('focusout', soon)
  moved()
  return {
    update: soon,
    destroy() {
      live = false
      awareness.off('change', moved)
      view.dom.removeEventListener('focusin', soon)
      view.dom.removeEventListener('focusout', soon)
      for (const timer of timers.values()) clearTimeout(timer)
      if (mine !== '') show({ cursor: null, fragment: null })
    },
  }
}

function draw(state: EditorState, awareness: Awareness, fragment: string, named: ReadonlySet<number>): DecorationSet {
  const binding = bindingOf(state)
  if (!binding || binding.mapping.size === 0) return DecorationSet.empty
  const decorations: Decoration[] = []
  for (const [client, presence] of awareness.getStates() as Map<number, Partial<PresenceState>>) {
    if (client === awareness.clientID || presence.fragment !== fragment) continue
    const cursor = cursorOf(presence.cursor)
    const anchor = cursor && place(binding, cursor.anchor, state)
    const head = cursor && place(binding, cursor.head, state)
    if (anchor === null || head === null) continue
    const hue = hueOf(presence)
    const isNamed = named.has(client)
    decorations.push(
      Decoration.widget(head, () => caret(hue, isNamed ? firstName(presence) : ''), {
        key: `${client} ${hue} ${isNamed}`,
        side: 10,
      }),
    )
    if (anchor !== head) {
      decorations.push(
        Decoration.inline(
          Math.min(anchor, head),
          Math.max(anchor, head),
          { class: `said ${hue}` },
          { inclusiveEnd: true },
        ),
      )
    }
  }
  return DecorationSet.create(state.doc, decorations)
}

function bindingOf(state: EditorState): Binding | null {
  const sync = ySyncPluginKey.getState(state) as { binding?: Binding } | undefined
  return sync?.binding ?? null
}

function place(binding: Binding, position: Y.RelativePosition, state: EditorState): number | null {
  const at = relativePositionToAbsolutePosition(binding.doc, binding.type, position, binding.mapping as never)
  return at === null ? null : Math.min(at, Math.max(0, state.doc.content.size - 1))
}

/** Presence comes from strangers: anything that is not a pair of positions is no cursor. */
function cursorOf(stored: unknown): { anchor: Y.RelativePosition; head: Y.RelativePosition } | null {
  if (typeof stored !== 'object' || stored === null || !('anchor' in stored) || !('head' in stored)) return null
  const anchor = positionOf(stored.anchor)
  const head = positionOf(stored.head)
  return anchor && head ? { anchor, head } : null
}

function positionOf(stored: unknown): Y.RelativePosition | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { type, tname, item, assoc } = stored as Record<string, unknown>
  if (!isIdOrNone(type) || !isIdOrNone(item)) return null
  return Y.createRelativePositionFromJSON({
    type: type ?? null,
    tname: typeof tname === 'string' ? tname : null,
    item: item ?? null,
    assoc: typeof assoc === 'number' ? assoc : 0,
  })
}

function isIdOrNone(stored: unknown): boolean {
  if (stored === null || stored === undefined) return true
  if (typeof stored !== 'object' || !('client' in stored) || !('clock' in stored)) return false
  return Number.isSafeInteger(stored.client) && Number.isSafeInteger(stored.clock) && Number(stored.clock) >= 0
}

function caret(hue: string, name: string): HTMLElement {
  const element = document.createElement('span')
  element.className = `caret ${hue}`
  element.setAttribute('aria-hidden', 'true')
  if (name !== '') {
    const label = document.createElement('i')
    label.dir = 'auto'
    label.textContent = name
    element.append(label)
  }
  return element
}

function hueOf(presence: Partial<PresenceState>): string {
  const mark = presence.user?.mark
  return typeof mark === 'number' && mark >= 1 && mark <= 12 ? `p${Math.floor(mark)}` : 'p-none'
}

function firstName(presence: Partial<PresenceState>): string {
  const name = presence.user?.name
  return typeof name === 'string' ? (name.trim().split(/\s+/u)[0] ?? '').slice(0, 24) : ''
}

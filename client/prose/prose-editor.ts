import { msg } from '@lit/localize'
import { baseKeymap } from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import { EditorState, Selection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { html, nothing, type PropertyValues } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { ySyncPlugin, ySyncPluginKey } from 'y-prosemirror'
import type * as Y from 'yjs'
import { stopsHere } from '../room/looking.ts'
import type { CanvasRoom } from '../room/types.ts'
import type { LetterSpan } from '../../shared/model/prose-range.ts'
import { TrElement } from '../ui/element.ts'
import { carets } from './carets.ts'
import { fillBareCells, hasBareCells, hasLooseText, liftLooseText, proseFits } from './fit.ts'
import { proseKeys, proseRules } from './keys.ts'
import { linkAround, removeLink, setLink } from './links.ts'
import { linkDialog } from './link-dialog.ts'
import { ownCaret } from './own-caret.ts'
import { ownHistory } from './own-history.ts'
import { placeholder } from './placeholder.ts'
import { rangeMarks, selectedLetters, showRanges } from './range-marks.ts'
import type { ProseRange } from './prose-range.ts'
import { proseView } from './prose-view.ts'
import { proseSchema } from './schema.ts'
import { sharedLines } from './shared-lines.ts'
import { tables } from './tables.ts'
import { type Tool, toolbar } from './toolbar.ts'

/** Where to put the caret: at an end, or where the pointer was (viewport pixels). */
export type CaretPlace = 'start' | 'end' | { x: number; below: number }

/**
 * A rich text of a canvas, open for typing together. `fragment` names a root Y.XmlFragment of the room's document. Emits
 * `leave` on Escape. Words that this version does not know are shown, not edited.
 */
@customElement('tr-prose-editor')
export class ProseEditorElement extends TrElement {
  @property({ attribute: false }) room!: CanvasRoom
  @property() fragment = ''
  @property() label = ''
  @property() placeholder = ''
  @property({ type: Boolean }) editable = true
  /** Words that are talked about. */
  @property({ attribute: false }) ranges: readonly ProseRange[] = []
  @state() private unknown = false
  @state() private linking: { href: string } | null = null
  @state() private shown: EditorState | null = null
  #view: EditorView | null = null
  #stop: (() => void) | null = null
  #doc: Y.Doc | null = null

  /** Puts the caret into the text. */
  async focusText(at: CaretPlace = 'end'): Promise<void> {
    await this.updateComplete
    const view = this.#view
    if (!view) return
    view.focus()
    view.dispatch(view.state.tr.setSelection(placeIn(view, at)).scrollIntoView())
  }

  /** What is selected here, in letters from the start of the text; null when nothing is. */
  get selected(): LetterSpan | null {
    return this.#view && selectedLetters(this.#view.state)
  }

  override render() {
    if (this.unknown || !this.editable) return this.#still()
    return html`${toolbar(this.shown, msg('Form of the text'), tool => this.#run(tool))}
      <div class="prose-mount"></div>
      ${this.linking ? linkDialog(this.linking.href, href => this.#link(href)) : nothing}`
  }

  override updated(changed: PropertyValues): void {
    const anew = ['room', 'fragment', 'editable', 'unknown'].some(name => changed.has(name))
    // After a refused edit the room starts afresh with another document.
    if (anew || this.#doc !== this.room.doc) this.#mount()
    else {
      this.#view?.setProps({ attributes: this.#attributes() })
      if (changed.has('ranges') && this.#view) showRanges(this.#view, this.ranges)
    }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#mount()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unmount()
  }

  #still() {
    const words = proseView(this.room.doc, this.fragment)
    if (!this.unknown) return words
    return html`${words}
      <p class="sm muted">${msg('Part of this text was written with a newer version. Reload the page to edit it.')}</p>`
  }

  #mount(): void {
    this.#unmount()
    const { doc, awareness, undo } = this.room
    this.#doc = doc
    const words = doc.getXmlFragment(this.fragment)
    this.#watchWords(words)
    const place = this.querySelector('.prose-mount')
    if (this.unknown || !place) return
    const plugins = [
      ySyncPlugin(words),
      ownHistory(undo, words),
      ownCaret(),
      sharedLines(words),
      carets({ awareness, fragment: this.fragment, show: fields => this.room.show(fields) }),
      placeholder(() => this.placeholder),
      rangeMarks(this.ranges),
      proseRules(),
      keymap({ ...proseKeys(undo), 'Mod-k': () => this.#askLink(), Escape: () => this.#leave() }),
      tables(),
      keymap(baseKeymap),
    ]
    const element = this
    this.#view = new EditorView(place, {
      state: EditorState.create({ schema: proseSchema, plugins }),
      attributes: this.#attributes(),
      // Plugins dispatch while the view is still being made, so it comes as `this`.
      dispatchTransaction(this: EditorView, tr) {
        if (tr.docChanged && tr.getMeta(ySyncPluginKey) === undefined && stopsHere()) return
        this.updateState(this.state.apply(tr))
        element.shown = this.state
      },
    })
  }

  #unmount(): void {
    this.#doc = null
    this.#stop?.()
    this.#stop = null
    this.#view?.destroy()
    this.#view = null
  }

  /** Before y-prosemirror sees a change: loose text gets its paragraph, and unknown nodes close the editor unharmed. */
  #watchWords(words: Y.XmlFragment): void {
    const look = () => {
      const unknown = !proseFits(words)
      if (unknown) this.#view?.destroy()
      if (unknown) this.#view = null
      this.unknown = unknown
      if (unknown || !this.editable) this.requestUpdate()
      else if (hasLooseText(words)) words.doc?.transact(() => liftLooseText(words), 'lift')
      if (!unknown && this.editable && hasBareCells(words)) words.doc?.transact(() => fillBareCells(words), 'lift')
    }
    look()
    words.observeDeep(look)
    this.#stop = () => words.unobserveDeep(look)
  }

  #attributes(): Record<string, string> {
    return {
      class: 'prose words',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': this.label,
      ...(this.placeholder && { 'aria-placeholder': this.placeholder }),
      spellcheck: 'true',
    }
  }

  #run(tool: Pick<Tool, 'command'>): void {
    const view = this.#view
    if (!view) return
    if (!tool.command) {
      this.#askLink()
      return
    }
    tool.command(view.state, view.dispatch)
    view.focus()
  }

  #askLink(): boolean {
    if (!this.#view) return false
    this.linking = { href: linkAround(this.#view.state)?.href ?? '' }
    return true
  }

  #link(href: string | null | undefined): void {
    const view = this.#view
    this.linking = null
    if (!view) return
    if (href !== undefined) view.dispatch(href === null ? removeLink(view.state) : setLink(view.state, href))
    view.focus()
  }

  #leave(): boolean {
    this.dispatchEvent(new CustomEvent('leave', { bubbles: true }))
    return true
  }
}

function placeIn(view: EditorView, at: CaretPlace): Selection {
  const { doc } = view.state
  if (at === 'start') return Selection.atStart(doc)
  const { top } = view.dom.getBoundingClientRect()
  const found = at === 'end' ? null : view.posAtCoords({ left: at.x, top: top + at.below })
  return found ? Selection.near(doc.resolve(found.pos)) : Selection.atEnd(doc)
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-prose-editor': ProseEditorElement
  }
}

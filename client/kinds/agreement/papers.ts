import { msg, str } from '@lit/localize'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Paper } from '../../../shared/paper/paper.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { toast } from '../../ui/toast.ts'
import { takeBack } from './bring-in.ts'
import type { ClauseView } from './clause-view.ts'

/** What the papers of an agreement are made of: the page it stands on. */
export type PapersHost = ReactiveControllerHost & {
  session: PartnershipSession
  room: CanvasRoom
  views(): readonly ClauseView[]
}

/** The agreement as files and on paper. What makes them comes after the page is there, so that reading never waits for it. */
export class Papers implements ReactiveController {
  making = false
  bringing = false
  readonly #host: PapersHost
  #paper: ((now: number) => Paper) | null = null
  #printing: { stop(): void } | null = null

  constructor(host: PapersHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    void this.#prepare()
  }

  /** An agreement that was begun for a file asks for it once, as soon as it may be written in. */
  hostUpdated(): void {
    const { room } = this.#host
    if (!room.loaded || !room.canEdit || new URLSearchParams(location.search).get('bring') !== 'file') return
    history.replaceState(history.state, '', location.pathname)
    void this.bring()
  }

  hostDisconnected(): void {
    this.#printing?.stop()
    this.#printing = null
  }

  /** Saves it as a Word file; `making` is true meanwhile. */
  async word(): Promise<void> {
    const paper = await this.#now()
    this.#set({ making: true })
    const { saveWord } = await import('./paper-acts.ts')
    await saveWord(paper)
    this.#set({ making: false })
  }

  /** Saves it as Markdown. */
  async markdown(): Promise<void> {
    const { saveMarkdown } = await import('./paper-acts.ts')
    saveMarkdown(await this.#now())
  }

  /** Opens the browser's print dialog, which also saves as PDF. */
  async print(): Promise<void> {
    await this.#now()
    print()
  }

  /** Asks for a file to bring in. */
  async bring(): Promise<void> {
    await import('./bring-in-element.ts')
    this.#set({ bringing: true })
  }

  /** Nothing is asked for any more. */
  close(): void {
    this.#set({ bringing: false })
  }

  /** Says what was brought in, with a way back. */
  brought(ids: readonly string[]): void {
    const { room } = this.#host
    const words = msg(str`Clauses added: ${formatNumber(ids.length)}`)
    toast(words, { act: { label: msg('Undo'), run: () => room.canEdit && takeBack(room, ids) } })
  }

  async #now(): Promise<Paper> {
    await this.#prepare()
    return this.#paper!(Date.now())
  }

  async #prepare(): Promise<void> {
    if (!this.#paper) {
      const { agreementPaper } = await import('./agreement-paper.ts')
      const host = this.#host
      this.#paper = now => agreementPaper(host.session, host.room, host.views(), now)
    }
    if (this.#printing) return
    const { printAs } = await import('../../papers/print.ts')
    this.#printing ??= printAs(() => (this.#host.room.loaded ? (this.#paper?.(Date.now()) ?? null) : null))
  }

  #set(state: { making?: boolean; bringing?: boolean }): void {
    Object.assign(this, state)
    this.#host.requestUpdate()
  }
}

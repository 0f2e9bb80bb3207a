import { msg, str } from '@lit/localize'
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { isBroker } from '../../shared/access/roles.ts'
import { counted } from '../i18n/counts.ts'
import { refusalWords } from '../ledger/refusal-words.ts'
import { memberName } from '../ledger/views.ts'
import type { MessageWish } from '../messages/message-dialog.ts'
import { path } from '../room/navigate.ts'
import { linkForOthers } from '../room/reach.ts'
import type { CommandBody, PartnershipSession } from '../room/types.ts'
import { announce } from '../ui/announce.ts'
import { confirmAct } from '../ui/dialog.ts'
import { TrElement } from '../ui/element.ts'
import { formatRelativeDay, isolated } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import type { MenuItem } from '../ui/menu.ts'
import '../ui/menu.ts'
import { toast } from '../ui/toast.ts'
import { commentView } from './comment-view.ts'
import type { Said } from './composer-element.ts'
import './composer-element.ts'
import { outboxOf } from './outbox.ts'
import { readMarksOf } from './read-marks.ts'
import type { CommentView, ThreadView } from './thread-views.ts'

/** One thread of comments, newest at the end; closed, it shows how it began. Event: `toggle` when it is opened or closed. */
@customElement('tr-thread')
export class ThreadElement extends TrElement {
  @property({ attribute: false }) session!: PartnershipSession
  @property({ attribute: false }) thread!: ThreadView
  @property({ type: Boolean }) open = false
  /** The words that it is about were removed from the canvas. */
  @property({ type: Boolean }) adrift = false
  /** Whether its reader may write on this canvas. */
  @property({ type: Boolean }) writes = false
  @state() private changing: string | null = null

  protected override willUpdate(): void {
    this.watch(this.session)
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('changing') && this.changing !== null) void this.querySelector('tr-composer')?.focusField()
    if (this.open && this.thread.unread) readMarksOf(this.session).see(this.thread.id, this.thread.lastAt)
  }

  /** Moves the focus to the thread, and what it says into view. */
  focusThread(): void {
    this.querySelector<HTMLElement>('.thread')?.focus()
  }

  protected override render(): TemplateResult {
    const { thread } = this
    const [first, ...answers] = thread.comments
    if (!first) return html``
    const shown = this.open ? thread.comments : [first]
    return html`<article class="thread ${thread.resolved ? 'is-resolved' : ''}" id="thread-${thread.id}" tabindex="-1" aria-label=${this.#name(first)}>
      ${this.#about()}
      ${repeat(
        shown,
        comment => comment.id,
        comment => commentView(this.session, comment, this.#acts(comment), this.#changer(comment)),
      )}
      ${this.#foot(first, answers.length)}
    </article>`
  }

  #name(first: CommentView): string {
    const [name, comments] = [memberName(this.session, first.member), counted('comment', this.thread.comments.length)]
    return msg(str`Thread by ${isolated(name)}: ${comments}`)
  }

  #about(): TemplateResult | typeof nothing {
    const { quote } = this.thread
    if (this.thread.range === null) return nothing
    if (!this.adrift && quote === '') return nothing
    return html`<p class="about-words sm">
      ${this.adrift ? html`<span class="muted">${msg('About words that were removed:')}</span> ` : nothing}<q class="words" dir="auto">${quote || '…'}</q>
    </p>`
  }

  #foot(first: CommentView, answers: number): TemplateResult {
    const { thread } = this
    const label = answers === 0 ? msg('Answer') : counted('answer', answers)
    return html`${thread.resolved ? this.#resolved(thread.resolved) : nothing}
      ${
        this.open
          ? html`${this.writes && !(first.waiting && first.problem) ? this.#answer() : nothing}
              <div class="row tight">
                ${this.writes && !first.waiting ? this.#settle() : nothing}
                <button class="btn dense quiet" type="button" aria-expanded="true" @click=${this.#toggle}>${msg('Close the thread')}</button>
              </div>`
          : html`<div class="row tight">
              <button class="btn dense quiet" type="button" aria-expanded="false" @click=${this.#toggle}>${label}</button>
              ${thread.unread ? html`<span class="unread">${msg('New')}</span>` : nothing}
            </div>`
      }`
  }

  #resolved({ by, at }: { by: string | null; at: number }): TemplateResult {
    const [name, day] = [isolated(memberName(this.session, by ?? '')), formatRelativeDay(at, Date.now())]
    return html`<p class="sm muted row tight">${icon('circle-check')}<span>${msg(str`Resolved by ${name}, ${day}`)}</span></p>`
  }

  #answer(): TemplateResult {
    return html`<tr-composer
      .session=${this.session} .document=${this.thread.document} .label=${msg('Answer')} .act=${msg('Send')}
      .offline=${!this.session.online} .bare=${true} @said=${(event: CustomEvent<Said>) => this.#say(event.detail)}
    ></tr-composer>`
  }

  #settle(): TemplateResult {
    const { document, id: thread } = this.thread
    return this.thread.resolved
      ? html`<button class="btn dense" type="button" @click=${() => this.#send({ type: 'thread.reopen', document, thread }, msg('Open again'))}>${msg('Open it again')}</button>`
      : html`<button class="btn dense" type="button" @click=${() => this.#send({ type: 'thread.resolve', document, thread }, msg('Resolved'))}>${icon('check')}${msg('Resolve')}</button>`
  }

  #changer(comment: CommentView): TemplateResult | null {
    if (this.changing !== comment.id) return null
    return html`<tr-composer
      .session=${this.session} .document=${this.thread.document} .label=${msg('Your comment')} .act=${msg('Change it')}
      .words=${comment.words} @leave=${() => (this.changing = null)}
      @said=${(event: CustomEvent<Said>) => void this.#change(comment, event.detail)}
    ></tr-composer>`
  }

  #acts(comment: CommentView) {
    const outbox = outboxOf(this.session)
    return {
      items: this.#items(comment),
      again: () => outbox.again(comment.id),
      takeBack: () => {
        outbox.takeBack(comment.id)
        toast(msg('Taken back. It was not sent.'))
      },
    }
  }

  #items(comment: CommentView): MenuItem[] {
    const { me } = this.session
    const own = comment.member === me.member
    const there = comment.erasedBy === undefined
    const items: MenuItem[] = [{ label: msg('Copy the link'), icon: 'link', run: () => void this.#copyLink() }]
    if (this.thread.forMe && !own)
      items.push({ label: msg('Mark as read'), icon: 'check', run: () => this.#putAside() })
    if (own && there && comment.mentions.length > 0)
      items.push({ label: msg('Copy message'), icon: 'send', run: () => void this.#copyMessage(comment) })
    if (own && there && this.writes)
      items.push({ label: msg('Change the words'), icon: 'pencil', run: () => (this.changing = comment.id) })
    if (there && me.role !== 'observer' && (own || isBroker(me.role)))
      items.push({ label: msg('Erase'), icon: 'trash-2', danger: true, run: () => void this.#erase(comment) })
    return items
  }

  #say({ words, mentions }: Said): void {
    const { document, id: thread } = this.thread
    outboxOf(this.session).add({ type: 'comment.add', document, thread, words, mentions })
    announce(this.session.online ? msg('Sent') : msg('Kept here until the line is back'))
  }

  async #change(comment: CommentView, { words, mentions }: Said): Promise<void> {
    this.changing = null
    const { document, id: thread } = this.thread
    if (words === comment.words) return
    await this.#send({ type: 'comment.change', document, thread, comment: comment.id, words, mentions }, msg('Changed'))
  }

  async #erase(comment: CommentView): Promise<void> {
    const sure = await confirmAct({
      heading: msg('Erase this comment?'),
      body: msg(
        'Its words go for good, for everyone, with what it said before. That there was a comment stays, with who erased it.',
      ),
      act: msg('Erase'),
      cancel: msg('Keep it'),
      danger: true,
    })
    const { document, id: thread } = this.thread
    if (sure) await this.#send({ type: 'comment.erase', document, thread, comment: comment.id }, msg('Erased'))
  }

  async #send(command: CommandBody, done: string): Promise<void> {
    const answer = await this.session.execute(command)
    if (answer.ok) announce(done)
    else toast(refusalWords(answer.refusal), { tone: 'negative' })
  }

  /** The same ask for a chat or a mail, to each whom the comment mentions. */
  async #copyMessage({ words, mentions }: CommentView): Promise<void> {
    const { document, about, id } = this.thread
    const { showMessage } = await import('../messages/message-dialog.ts')
    const link = path.thread(this.session.id, document, about, id)
    const wishes = mentions.map((one): MessageWish => {
      const whom = this.session.ledger.members.has(one) ? { to: [one] } : { party: one }
      return { type: 'mention', what: words, by: null, link, ...whom }
    })
    await showMessage(this.session, ...wishes)
  }

  #putAside(): void {
    readMarksOf(this.session).putAside(this.thread.id, this.thread.lastAt)
    announce(msg('Marked as read'))
  }

  async #copyLink(): Promise<void> {
    const { document, about, id } = this.thread
    const { link: address, here } = await linkForOthers(this.session, path.thread(this.session.id, document, about, id))
    try {
      await navigator.clipboard.writeText(address)
      toast(here ? msg('Link copied. It opens on this machine only.') : msg('Link copied'))
    } catch {
      // Plain http, or a browser that asks and was told no: the address can still be taken by hand.
      toast(address)
    }
  }

  readonly #toggle = (): void => {
    this.dispatchEvent(new CustomEvent<string>('toggle', { detail: this.thread.id }))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-thread': ThreadElement
  }
}

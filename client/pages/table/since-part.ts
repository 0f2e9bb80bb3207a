import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { counted } from '../../i18n/counts.ts'
import '../../ui/dialog.ts'
import { TrElement } from '../../ui/element.ts'
import { formatDate, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import type { News } from './news.ts'

/** What changed since this device last looked, in one sentence, and a short walk through it. Emits `seen` at its end. */
@customElement('tr-since-part')
export class SincePartElement extends TrElement {
  @property({ attribute: false }) news: readonly News[] = []
  /** When this device last looked; null on the first visit. */
  @property({ attribute: false }) since: number | null = null
  @state() private at: number | null = null

  protected override render() {
    const { news, since } = this
    if (since === null) return nothing
    const day = formatDate(since)
    return html`<section class="stack tight" aria-labelledby="h-since">
      <h2 id="h-since">${msg('Since you last looked')}</h2>
      ${
        news.length === 0
          ? html`<p class="sm muted">${msg(str`Nothing new since ${day}.`)}</p>`
          : html`<p class="sm">${this.#summary()}</p>
            <p><button class="btn dense" type="button" @click=${() => (this.at = 0)}>${msg('Walk through it')}</button></p>`
      }
      <tr-dialog .heading=${msg('Since you last looked')} ?open=${this.at !== null} @close=${() => (this.at = null)}>
        ${this.at === null ? nothing : this.#step(this.at)}
      </tr-dialog>
    </section>`
  }

  #summary(): string {
    const count = (of: News['of']) => this.news.filter(one => one.of === of).length
    const parts: string[] = []
    const settled = count('settled')
    if (settled > 0) parts.push(msg(str`Settled: ${counted('clause', settled)}.`))
    const reopened = count('reopened')
    if (reopened > 0) parts.push(msg(str`Reopened: ${counted('clause', reopened)}.`))
    const decided = count('decided')
    if (decided > 0) parts.push(msg(str`Closed: ${counted('decision', decided)}.`))
    const opened = count('opened')
    if (opened > 0) parts.push(msg(str`Opened: ${counted('proposal', opened)}.`))
    parts.push(
      ...this.news
        .filter(one => one.of === 'new')
        .map(one => one.what)
        .slice(0, 2),
    )
    return parts.join(' ')
  }

  #step(at: number): TemplateResult {
    const one = this.news[at]
    const last = at >= this.news.length - 1
    const [number, all] = [formatNumber(at + 1), formatNumber(this.news.length)]
    return html`<div class="stack">
      <p class="sm muted">${msg(str`${number} of ${all}`)}</p>
      <p class="row since-step" aria-live="polite">${one ? icon(one.icon) : nothing}<span>${one?.what ?? ''}</span></p>
      <div class="row end">
        ${one ? html`<a class="btn quiet" href=${one.href} @click=${() => (this.at = null)}>${msg('Go there')}</a>` : nothing}
        ${at > 0 ? html`<button class="btn" type="button" @click=${() => (this.at = at - 1)}>${msg('Back')}</button>` : nothing}
        <button class="btn primary" type="button" autofocus @click=${() => this.#next(last)}>${last ? msg('I have seen it') : msg('Next')}</button>
      </div>
    </div>`
  }

  #next(last: boolean): void {
    if (!last) {
      this.at = (this.at ?? 0) + 1
      return
    }
    this.at = null
    this.dispatchEvent(new Event('seen'))
  }
}

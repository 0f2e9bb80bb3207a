import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { refusalWords } from '../ledger/refusal-words.ts'
import { memberName, partyView } from '../ledger/views.ts'
import type { PartnershipSession } from '../room/types.ts'
import { formatRelativeDay, formatTime, isolated } from '../ui/format.ts'
import { icon } from '../ui/icon.ts'
import { mark } from '../ui/mark.ts'
import type { MenuItem } from '../ui/menu.ts'
import { mentionName, saidParts } from './mentions.ts'
import type { CommentView } from './thread-views.ts'

/** What can be done with a comment: the lines of its menu, and what those that wait offer. */
export type CommentActs = { items: readonly MenuItem[]; takeBack(): void; again(): void }

/** One comment: who, when, the words with the names they turn to, and what became of it. */
export function commentView(
  session: PartnershipSession,
  comment: CommentView,
  acts: CommentActs,
  body: TemplateResult | null = null,
): TemplateResult {
  const party = comment.party === null ? null : partyView(session, comment.party)
  const name = memberName(session, comment.member)
  return html`<div class="note ${party ? `p${party.mark}` : ''} ${comment.waiting ? 'is-waiting' : ''}" id="comment-${comment.id}">
    <div class="row tight comment-head">
      <span class="chip ${party ? `p${party.mark}` : ''}">${party ? mark(party, { decorative: true }) : icon('user-round')}<bdi>${name}</bdi></span>
      <span class="xs muted">${when(comment)}</span>
      ${acts.items.length > 0 && !comment.waiting ? html`<tr-menu .label=${msg(str`More for the comment by ${isolated(name)}`)} .items=${acts.items}></tr-menu>` : nothing}
    </div>
    ${body ?? words(session, comment)} ${comment.waiting ? onItsWay(comment, acts) : nothing}
  </div>`
}

function when(comment: CommentView): TemplateResult | string {
  if (comment.waiting) return comment.problem === null ? msg('On its way') : msg('Not taken')
  const [day, time] = [formatRelativeDay(comment.at, Date.now()), formatTime(comment.at)]
  return html`<time>${day} ${time}</time>${comment.earlier.length > 0 ? html`, ${msg('changed')}` : nothing}`
}

function words(session: PartnershipSession, comment: CommentView): TemplateResult {
  if (comment.erasedBy !== undefined) return html`<p class="sm muted">${erasedWords(session, comment)}</p>`
  const names = comment.mentions.map(id => mentionName(session, id))
  const parts = saidParts(comment.words, names)
  return html`<p class="words said-words" dir="auto">${parts.map(part => (part.mention ? html`<bdi class="mention">${part.words}</bdi>` : part.words))}</p>
    ${
      comment.earlier.length > 0
        ? html`<details class="sm">
            <summary class="muted">${msg('What it said before')}</summary>
            ${comment.earlier.map(earlier => html`<p class="words muted said-words" dir="auto">${earlier}</p>`)}
          </details>`
        : nothing
    }`
}

function erasedWords(session: PartnershipSession, { erasedBy, member }: CommentView): string {
  if (erasedBy === member) return msg('Erased by whoever wrote it.')
  const name = isolated(memberName(session, erasedBy ?? ''))
  return msg(str`Erased by ${name}.`)
}

function onItsWay(comment: CommentView, acts: CommentActs): TemplateResult {
  return html`${
    comment.problem === null
      ? html`<p class="sm muted row tight">${icon('cloud-off')}${msg('Will be sent when the line is back.')}</p>`
      : html`<p class="sm problem" role="alert">${icon('triangle-alert')}<span>${refusalWords({ code: comment.problem })}</span></p>`
  }
    <div class="row tight">
      ${comment.problem === null ? nothing : html`<button class="btn dense" type="button" @click=${acts.again}>${msg('Send it again')}</button>`}
      <button class="btn dense quiet" type="button" @click=${acts.takeBack}>${msg('Take it back')}</button>
    </div>`
}

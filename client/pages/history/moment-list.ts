import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { HistoryPage, Moment, NamedVersion } from '../../../shared/history/moments.ts'
import { partKey } from '../../../shared/history/rows.ts'
import { counted } from '../../i18n/counts.ts'
import { memberName } from '../../ledger/views.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import { formatDateTime, formatNumber } from '../../ui/format.ts'
import { icon } from '../../ui/icon.ts'
import { authorsWords, byDay, changeWord, momentTime } from './moment-words.ts'
import { partTitle } from './part-titles.ts'

/** What the list of moments shows, and what it does. `putBack` is null where this person may not write. */
export type MomentListOptions = {
  session: PartnershipSession
  room: CanvasRoom
  page: Pick<HistoryPage, 'named' | 'earliest' | 'latest' | 'before'>
  moments: readonly Moment[]
  /** The point that is open, or null. */
  open: number | null
  now: number
  address(point: number): string
  putBack: ((moment: Moment, member: string) => void) | null
  earlier(): void
  loading: boolean
}

/** The moments of a canvas by day, newest first, with the named versions before them. */
export function momentList(options: MomentListOptions): TemplateResult {
  const { page, moments, now } = options
  return html`${page.named.length === 0 ? nothing : namedList(options)}
    ${byDay(moments, now).map(
      ({ day, moments: list }, at) => html`<section class="stack tight" aria-labelledby="history-day-${at}">
        <h2 id="history-day-${at}" class="history-day">${day}</h2>
        <ol class="moments">${repeat(
          list,
          moment => moment.point,
          moment => momentRow(options, moment),
        )}</ol>
      </section>`,
    )}
    ${
      page.before === null
        ? html`<p class="sm muted">${page.earliest > 0 ? msg('What was before this is not kept any more.') : msg('Here the canvas began.')}</p>`
        : html`<p><button class="btn" type="button" ?disabled=${options.loading} @click=${() => options.earlier()}>${msg('Show earlier moments')}</button></p>`
    }`
}

function namedList({ session, page, open, address }: MomentListOptions): TemplateResult {
  return html`<section class="stack tight" aria-labelledby="history-named">
    <h2 id="history-named" class="history-day">${msg('Named versions')}</h2>
    <ul class="moments">
      ${page.named.map(version => {
        const named = formatDateTime(version.at)
        const who = version.by === null ? '' : memberName(session, version.by)
        const words = html`<span class="moment-name">${icon('tag')}<bdi class="words">${version.name}</bdi></span>
          <span class="sm muted">${who === '' ? named : msg(html`Named by <bdi>${who}</bdi>, ${named}`)}</span>`
        return html`<li class="moment ${open === version.point ? 'is-open' : ''}">${
          version.kept
            ? html`<a class="moment-link" href=${address(version.point)} aria-current=${open === version.point ? 'true' : nothing}>${words}</a>`
            : html`<div class="moment-link">${words}<span class="sm muted">${msg('Not kept any more: only the name is left.')}</span></div>`
        }</li>`
      })}
    </ul>
  </section>`
}

function momentRow(options: MomentListOptions, moment: Moment): TemplateResult {
  const { session, page, open, address } = options
  const name = nameOf(page.named, moment.point)
  return html`<li class="moment ${open === moment.point ? 'is-open' : ''}">
    <a class="moment-link" href=${address(moment.point)} aria-current=${open === moment.point ? 'true' : nothing}>
      <span class="moment-when"><b class="num">${momentTime(moment)}</b>${moment.point === page.latest ? html` <span class="tag">${msg('Now')}</span>` : nothing}</span>
      ${name ? html`<span class="moment-name">${icon('tag')}<bdi class="words">${name.name}</bdi></span>` : nothing}
      <span>${authorsWords(
        session,
        moment.authors.map(one => one.member),
      )}</span>
      ${parts(options, moment)}
    </a>
    ${putBackButtons(options, moment)}
  </li>`
}

function parts({ room }: MomentListOptions, { parts: touched, more, authors }: Moment): TemplateResult {
  if (touched.length === 0) {
    const edits = authors.reduce((sum, one) => sum + one.edits, 0)
    return html`<span class="sm muted">${counted('change', edits)}</span>`
  }
  return html`<span class="moment-parts sm">
    ${repeat(
      touched,
      part => partKey(part),
      part => {
        const { word, icon: sign } = changeWord(part.type)
        return html`<span class="moment-part is-${part.type}">${icon(sign)}<span>${word}: <bdi class="words">${partTitle(room.kind, [room.doc], part)}</bdi></span></span>`
      },
    )}
    ${more > 0 ? html`<span class="muted">${msg(str`and ${formatNumber(more)} more`)}</span>` : nothing}
  </span>`
}

function putBackButtons({ session, putBack }: MomentListOptions, moment: Moment): TemplateResult | typeof nothing {
  const known = moment.authors.flatMap(one => (one.member === null ? [] : [one.member]))
  if (!putBack || known.length === 0) return nothing
  return html`<span class="moment-acts">${known.map(member => {
    const name = memberName(session, member)
    return html`<button class="btn dense quiet" type="button" @click=${() => putBack(moment, member)}>${icon('undo', { flip: true })}<span>${
      known.length === 1 && member === session.me.member
        ? msg('Put back what I did')
        : msg(html`Put back what <bdi>${name}</bdi> did`)
    }<span class="vh"> (${momentTime(moment)})</span></span></button>`
  })}</span>`
}

/** The name that was given to a point, if any. */
export function nameOf(named: readonly NamedVersion[], point: number): NamedVersion | undefined {
  return named.find(version => version.point === point)
}

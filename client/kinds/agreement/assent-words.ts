import { msg, str } from '@lit/localize'
import type { ClauseView } from './clause-view.ts'
import { formatNumber } from '../../ui/format.ts'

/** The row of marks in one sentence, so that nobody has to count marks. */
export function assentSentence(view: ClauseView): string {
  const { counts, assents } = view
  if (assents.length === 0) return msg('No party is at the table yet')
  if (counts.assent === assents.length) return msg('All parties assent')
  if (counts['not-yet'] === assents.length)
    return view.status === 'drafting'
      ? msg('Too early to ask: the text is still moving')
      : msg('No party has spoken yet')
  const parts = [
    counts.assent > 0 && msg(str`assent: ${formatNumber(counts.assent)}`),
    counts.reservation > 0 && msg(str`with a reservation: ${formatNumber(counts.reservation)}`),
    counts.objection > 0 && msg(str`object: ${formatNumber(counts.objection)}`),
    counts.reconfirm > 0 && msg(str`to reconfirm: ${formatNumber(counts.reconfirm)}`),
    counts['not-yet'] > 0 && msg(str`not yet: ${formatNumber(counts['not-yet'])}`),
  ].filter(part => part !== false)
  return listed(parts)
}

/** Words one after another, as the reader's language lists them. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat(document.documentElement.lang || 'en', { type: 'unit', style: 'short' }).format(words)
}

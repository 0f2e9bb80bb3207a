import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import type { ProposalSettings } from '../../../shared/ledger/facts.ts'
import { counted } from '../../i18n/counts.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatList, formatNumber } from '../../ui/format.ts'
import { methodWord } from '../../ui/words.ts'
import { electorateViews } from './party-marks.ts'
import { quorumCount } from './rule.ts'

/** The rule in one sentence, by the settings that were fixed at opening; then who must be heard. */
export function methodSentence(
  session: PartnershipSession,
  settings: ProposalSettings,
  electorate: readonly string[],
): TemplateResult {
  const must = electorateViews(session, settings.required)
  const name = methodWord(settings.method)
  return html`<p class="method"><b>${msg(str`${name}, counted by party.`)}</b> ${ruleSentence(settings, electorate.length)}
    ${must.length > 0 ? html`${msg(str`Must be heard: ${formatList(must.map(party => party.short))}.`)}` : nothing}</p>`
}

/** The rule itself in plain words. */
export function ruleSentence(settings: ProposalSettings, size: number): string {
  const enough = counted('party', quorumCount(settings, size))
  const all = formatNumber(size)
  switch (settings.method) {
    case 'consent':
      return msg(str`It is adopted if at least ${enough} of ${all} speak and no objection is open.`)
    case 'majority': {
      if (settings.threshold <= 50) {
        return msg(
          str`It is adopted if at least ${enough} of ${all} speak and more say yes than no. Who abstains counts as heard only; a tie adopts nothing.`,
        )
      }
      const bar = formatNumber(settings.threshold)
      return msg(
        str`It is adopted if at least ${enough} of ${all} speak and at least ${bar} in every hundred of those who say yes or no say yes. Who abstains counts as heard only.`,
      )
    }
  }
}

/** What a method means, for people who meet it for the first time. */
export function methodMeaning(method: ProposalSettings['method']): string {
  return method === 'consent'
    ? msg(
        'Nobody has to love it. It stands when no party has a reasoned objection left: good enough for now, safe enough to try.',
      )
    : msg('Each party says yes, no or abstains, and the larger side carries it. Quick, and some will have lost.')
}

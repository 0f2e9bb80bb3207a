import { msg, str } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { parties } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatNumber } from '../../ui/format.ts'
import { methodWord, statusWord } from '../../ui/words.ts'
import { LOG_STATUSES, type LogEntry } from './log-entries.ts'
import { countBy, filtersOn, type LogQuery } from './log-query.ts'

type Options = {
  session: PartnershipSession
  entries: readonly LogEntry[]
  query: LogQuery
  /** Whether the filters are unfolded where they hide behind a button. */
  shown: boolean
  ask: (query: LogQuery) => void
  toggle: () => void
}

/** The search box and the filters, each option with how many decisions it would show. */
export function logFilters(options: Options): TemplateResult {
  const { query, ask, shown } = options
  const on = filtersOn(query)
  return html`<form class="filters ${shown ? 'is-shown' : ''}" role="search" aria-label=${msg('Filter decisions')} @submit=${(event: Event) => event.preventDefault()}>
    <div class="field">
      <label for="log-search">${msg('Search the log')}</label>
      <input class="in" id="log-search" type="search" dir="auto" autocomplete="off" placeholder=${msg('words, party, number')} .value=${query.words}
        @input=${(event: InputEvent) => ask({ ...query, words: (event.target as HTMLInputElement).value })} />
    </div>
    <button class="btn phone-only" type="button" aria-expanded=${shown ? 'true' : 'false'} aria-controls="log-filters" @click=${options.toggle}>
      ${on > 0 ? msg(str`Filters on: ${formatNumber(on)}`) : msg('Filter')}
    </button>
    <div id="log-filters" class="filter-sets">
      ${group(
        options,
        'status',
        msg('Status'),
        LOG_STATUSES.map(one => [one, statusWord(one)] as const),
      )}
      ${group(
        options,
        'method',
        msg('Method'),
        (['consent', 'majority'] as const).map(one => [one, methodWord(one)] as const),
      )}
      ${group(options, 'needs', msg('Needs something'), needs(options.session))} ${partyChoice(options)}
    </div>
  </form>`
}

function needs(session: PartnershipSession): (readonly ['us' | 'review', string])[] {
  const review = ['review', msg('Review due')] as const
  return session.me.party === null ? [review] : [['us', msg('From us')] as const, review]
}

function group<Facet extends 'status' | 'method' | 'needs'>(
  options: Options,
  facet: Facet,
  legend: string,
  choices: readonly (readonly [LogQuery[Facet][number], string])[],
): TemplateResult {
  const { entries, query, ask } = options
  const chosen: readonly string[] = query[facet]
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter(one => one !== value) : [...chosen, value]
    ask({ ...query, [facet]: next })
  }
  return html`<fieldset>
    <legend>${legend}</legend>
    ${choices.map(([value, label]) => {
      const count = countBy(entries, query, facet, value)
      return html`<label
        ><input type="checkbox" .checked=${chosen.includes(value)} @change=${() => toggle(value)} /><span>${label}</span
        ><span class="n num">${formatNumber(count)}</span></label
      >`
    })}
  </fieldset>`
}

function partyChoice(options: Options): TemplateResult | typeof nothing {
  const { session, entries, query, ask } = options
  const seated = parties(session)
  if (seated.length === 0) return nothing
  return html`<div class="field">
    <label for="log-party">${msg('Party')}</label>
    <select class="in" id="log-party" @change=${(event: Event) => ask({ ...query, party: (event.target as HTMLSelectElement).value || null })}>
      <option value="" ?selected=${query.party === null}>${msg('All parties')}</option>
      ${seated.map(party => {
        const count = formatNumber(countBy(entries, query, 'party', party.id))
        return html`<option value=${party.id} ?selected=${query.party === party.id}>${msg(str`${party.short} (${count})`)}</option>`
      })}
    </select>
  </div>`
}

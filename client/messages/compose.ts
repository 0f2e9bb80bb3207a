import { type AskType, MESSAGE_LANGUAGES, type MessageLanguage, type TimeType } from './catalogue.ts'

/** Everything that a message says. `by` is milliseconds since 1970. */
export type Message = {
  type: AskType
  who: string
  table: string
  party?: string
  number?: number | string
  what?: string
  /** A code that opens the same door, typed at `host`. */
  code?: { code: string; host: string }
  by: number | null
  link: string
}

/** A chat app shows this much without folding it away. */
const MOST = 500
const MOST_NAME = 40
const MOST_WORDS = 120
const LEAST_WORDS = 20

const TIMES: Partial<Record<AskType, TimeType>> = { invite: 'works', recovery: 'works', review: 'reviewed' }

/**
 * A message as plain text for a chat app: who asks, the one thing asked, by when in the reader's time zone with its name,
 * and the link on a line of its own. Long words are cut so that it stays within 500 characters, an address apart that is
 * long itself.
 */
export function messageText(message: Message, language: MessageLanguage, timeZone: string): string {
  for (let words = MOST_WORDS; ; words -= 10) {
    const text = written(message, language, timeZone, words)
    if (text.length <= MOST || words <= LEAST_WORDS) return text
  }
}

function written(message: Message, language: MessageLanguage, timeZone: string, words: number): string {
  const { locale, templates } = MESSAGE_LANGUAGES[language]
  const { type, by, code, link } = message
  const number =
    typeof message.number === 'number' ? new Intl.NumberFormat(locale).format(message.number) : message.number
  const values: Record<string, string> = {
    who: cut(message.who, MOST_NAME),
    table: cut(message.table, MOST_NAME),
    party: cut(message.party ?? '', MOST_NAME),
    number: number ?? '',
    what: cut(message.what ?? '', words),
    when: by === null ? '' : whenIn(by, locale, timeZone, type === 'review'),
    host: code?.host ?? '',
    code: code?.code ?? '',
  }
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => apart(values[name] ?? '', language))
  const time = templates.times[TIMES[type] ?? 'answer']
  // The address on a line of its own: chat apps make a link of it, and no isolate may stick to it.
  return [
    fill(templates.asks[type]),
    ...(by === null ? [] : [fill(time)]),
    link,
    ...(code ? [fill(templates.code)] : []),
  ].join('\n')
}

function whenIn(at: number, locale: string, timeZone: string, dayOnly: boolean): string {
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'long' } as const
  return new Intl.DateTimeFormat(locale, { ...day, ...(dayOnly ? { year: 'numeric' } : time), timeZone }).format(at)
}

/** People's own words run in their own direction whatever surrounds them. */
function apart(value: string, language: MessageLanguage): string {
  const rtl = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(value)
  const mixed = language === 'ar' ? /\p{Script=Latin}/u.test(value) : rtl
  return mixed ? `\u2068${value}\u2069` : value
}

function cut(words: string, most: number): string {
  const line = words.replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length <= most
    ? line
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

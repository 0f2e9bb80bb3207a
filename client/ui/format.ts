/**
 * The locale for numbers and dates: the interface's language in the person's own regional form where their browser names
 * one (`en-GB` for an English interface).
 */
export function formatLocale(): string {
  const language = document.documentElement.lang || 'en'
  const own = (navigator.languages ?? []).find(one => one.split('-')[0] === language.split('-')[0])
  return own ?? { en: 'en-GB', ar: 'ar-u-nu-arab' }[language] ?? language
}

/** A whole or decimal number in the person's digits. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  const locale = formatLocale()
  if (options) return new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...options }).format(value)
  // A page shows dozens, and on a slow phone each format costs milliseconds to make.
  const known = plain.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  plain.set(locale, known)
  return known.format(value)
}

const plain = new Map<string, Intl.NumberFormat>()

/** A day with month and year: "27 November 2026". `ms` since 1970. */
export function formatDate(ms: number): string {
  return safely(ms, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** A day and a time with its zone: "Friday 27 November, 17:00 East Africa Time"; with the year where it is not this one's. */
export function formatDateTime(ms: number): string {
  const year = new Date(ms).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const }
  return safely(ms, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'long',
  })
}

/** A time of day without its zone, for what happened on this device: "14:32". */
export function formatTime(ms: number): string {
  return safely(ms, { hour: '2-digit', minute: '2-digit' })
}

/** "today", "tomorrow", "in 3 days" within a week of `now`, else the date. Counts days of the calendar, not 24 hours. */
export function formatRelativeDay(ms: number, now: number): string {
  const days = Math.round((startOfDay(ms) - startOfDay(now)) / 86_400_000)
  if (!Number.isFinite(days) || Math.abs(days) > 6) return formatDate(ms)
  return new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto' }).format(days, 'day')
}

/** Words of any direction for the middle of a sentence, so that neither disturbs the other: `<bdi>` where no markup can be. */
export function isolated(words: string): string {
  return `\u2068${words}\u2069`
}

/** Names or other items in a row, joined as the language does it: "a, b and c". */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(formatLocale(), { type: 'conjunction' }).format(items)
}

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0)
}

// A time may come from a document that anybody could have written: out of range reads as nothing, never throws.
function safely(ms: number, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '–' : new Intl.DateTimeFormat(formatLocale(), options).format(date)
}

/** A number of bytes in the unit that fits, such as "340 kB". */
export function formatBytes(bytes: number): string {
  const large = bytes >= 1_000_000
  const unit = large ? 'megabyte' : 'kilobyte'
  return formatNumber(bytes / (large ? 1_000_000 : 1_000), {
    style: 'unit',
    unit,
    maximumFractionDigits: large ? 1 : 0,
  })
}

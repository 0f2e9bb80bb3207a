import { formatLocale } from '../../ui/format.ts'

/** A day of the timeline: the day of the month alone within its month, or with the month's name. */
export function formatDay(at: number, withMonth: boolean): string {
  return new Intl.DateTimeFormat(
    formatLocale(),
    withMonth ? { day: 'numeric', month: 'short' } : { day: 'numeric' },
  ).format(at)
}

/** When something closes, in as few words as a row of the log has room for; its own page says the zone. */
export function formatDeadline(at: number): string {
  return new Intl.DateTimeFormat(formatLocale(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}

/** A month of the timeline; with its year when that is not the year of `now`. */
export function formatMonth(at: number, now: number): string {
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(
    formatLocale(),
    thisYear ? { month: 'long' } : { month: 'long', year: 'numeric' },
  ).format(at)
}

/** A time as a `datetime-local` field holds it, in the reader's zone; '' for none. */
export function toLocalField(at: number | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The time that a `datetime-local` or `date` field holds (a date: its noon, so that no zone turns it into another day), or null. */
export function fromLocalField(value: string): number | null {
  const at = new Date(/T/.test(value) ? value : `${value}T12:00`).getTime()
  return value === '' || Number.isNaN(at) ? null : at
}

/** Name of the reader's time zone at a time, as `Intl` words it. */
export function zoneName(at: number): string {
  const parts = new Intl.DateTimeFormat(formatLocale(), { timeZoneName: 'long' }).formatToParts(at)
  return parts.find(part => part.type === 'timeZoneName')?.value ?? 'UTC'
}

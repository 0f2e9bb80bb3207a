// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { formatDate, formatDateTime, formatLocale, formatNumber, formatRelativeDay } from '../../../client/ui/format.ts'

afterEach(() => {
  document.documentElement.lang = ''
})

const noon = (day: number) => new Date(2026, 10, day, 12).getTime()

test('[UI-6] numbers and dates follow the language of the page', () => {
  document.documentElement.lang = 'ar'
  expect(formatLocale().startsWith('ar')).toBe(true)
  expect(formatDate(noon(27))).toMatch(/[\u0600-\u06ff]/)

  document.documentElement.lang = 'en'
  expect(formatDate(noon(27))).toContain('November')
  expect(formatNumber(1234.5)).toBe('1,234.5')
})

test('[UI-6] a time with a day always says its zone', () => {
  const said = formatDateTime(noon(27))
  const zone = new Intl.DateTimeFormat(formatLocale(), { timeZoneName: 'long' })
    .formatToParts(noon(27))
    .find(part => part.type === 'timeZoneName')!.value
  expect(said).toContain(zone)
  expect(said).toContain('Friday')
})

test('[UI-6] days near are told by the calendar, far ones by date', () => {
  const lateTonight = new Date(2026, 10, 23, 23, 50).getTime()
  const earlyTomorrow = new Date(2026, 10, 24, 0, 10).getTime()

  expect(formatRelativeDay(earlyTomorrow, lateTonight)).toBe('tomorrow')
  expect(formatRelativeDay(lateTonight, lateTonight)).toBe('today')
  expect(formatRelativeDay(noon(27), noon(23))).toBe('in 4 days')
  expect(formatRelativeDay(noon(30), noon(2))).toBe(formatDate(noon(30)))
})

test('[UI-6] a time that no calendar has reads as a dash and never throws', () => {
  expect([formatDate(Number.NaN), formatDateTime(1e20), formatRelativeDay(Number.NaN, 0)]).toEqual(['–', '–', '–'])
})

import { msg, str } from '@lit/localize'
import type { Author, RowChange } from '../../../shared/history/compare.ts'
import type { Moment } from '../../../shared/history/moments.ts'
import { memberName } from '../../ledger/views.ts'
import type { PartnershipSession } from '../../room/types.ts'
import { formatList, formatRelativeDay, formatTime, isolated } from '../../ui/format.ts'
import type { IconName } from '../../ui/icon.ts'

type Reader = Pick<PartnershipSession, 'ledger' | 'words'>

/** Moments of one day, newest first, under the day's name. */
export type MomentDay = { day: string; moments: readonly Moment[] }

/** Moments by the day on which they ended, in the reader's zone, in the order given. */
export function byDay(moments: readonly Moment[], now: number): MomentDay[] {
  const days = new Map<string, Moment[]>()
  for (const moment of moments) {
    const day = formatRelativeDay(moment.endedAt, now)
    days.set(day, [...(days.get(day) ?? []), moment])
  }
  return [...days].map(([day, list]) => ({ day, moments: list }))
}

/** The names of authors; those who are not known any more, and Trestle itself, are said once. */
export function authorsWords(session: Reader, authors: readonly Author[]): string {
  const names = authors.flatMap(member => (member === null ? [] : [isolated(memberName(session, member))]))
  const unknown = authors.includes(null)
    ? [names.length === 0 ? msg('Nobody in particular') : msg('somebody else')]
    : []
  return formatList([...names, ...unknown])
}

/** When a stretch of work was: its end, with its beginning where that reads differently. */
export function momentTime({ startedAt, endedAt }: Pick<Moment, 'startedAt' | 'endedAt'>): string {
  const [from, to] = [formatTime(startedAt), formatTime(endedAt)]
  return from === to ? to : msg(str`${from} to ${to}`)
}

/** What became of a part, in a word, and the sign that says the same without colour. */
export function changeWord(type: RowChange['type'] | 'moved'): { word: string; icon: IconName } {
  switch (type) {
    case 'added':
      return { word: msg('Added'), icon: 'plus' }
    case 'removed':
      return { word: msg('Removed'), icon: 'minus' }
    case 'changed':
      return { word: msg('Changed'), icon: 'pencil' }
    case 'moved':
      return { word: msg('Moved'), icon: 'arrow-up-down' }
  }
}

/** What putting a part back will do to it, given what became of it since. */
export function putBackWord(type: RowChange['type']): string {
  switch (type) {
    case 'added':
      return msg('is taken out, since it came later')
    case 'removed':
      return msg('comes back')
    case 'changed':
      return msg('reads again as it did')
  }
}

import { msg, str } from '@lit/localize'
import type { MethodId, ObjectionState, ResultReason } from '../../../shared/ledger/facts.ts'
import type { Position } from '../../../shared/ledger/state.ts'
import { formatDate, formatNumber } from '../../ui/format.ts'

/** A position that a method offers: its value, its name, how a sentence says it, and what it means in plain words. */
export type ValueWords = { value: string; name: string; said: string; meaning: string; stops: boolean }

/** The positions of a method in the order of the spread; `stops` marks those that stand in the way of adoption. */
export function valuesOf(method: MethodId): ValueWords[] {
  switch (method) {
    case 'consent':
      return [
        {
          value: 'consent',
          name: msg('Consent'),
          said: msg('consent'),
          meaning: msg('Good enough for now, safe enough to try.'),
          stops: false,
        },
        {
          value: 'concern',
          name: msg('Consent with a concern'),
          said: msg('consent with a concern'),
          meaning: msg('We consent, and want our worry kept in the record.'),
          stops: false,
        },
        {
          value: 'objection',
          name: msg('Objection'),
          said: msg('objection'),
          meaning: msg('This would harm what we share, people outside the room, or our ability to do our part.'),
          stops: true,
        },
      ]
    case 'majority':
      return [
        { value: 'yes', name: msg('Yes'), said: msg('yes'), meaning: msg('We are for it.'), stops: false },
        {
          value: 'abstain',
          name: msg('Abstain'),
          said: msg('abstain'),
          meaning: msg('We are heard, and count on neither side.'),
          stops: false,
        },
        { value: 'no', name: msg('No'), said: msg('no'), meaning: msg('We are against it.'), stops: true },
      ]
  }
}

/** A value's name; a value of another version reads as it is. */
export function valueName(method: MethodId, value: string): string {
  return valuesOf(method).find(one => one.value === value)?.name ?? value
}

/** A value as a sentence says it: “Give our position: consent”. */
export function valueSaid(method: MethodId, value: string): string {
  return valuesOf(method).find(one => one.value === value)?.said ?? value
}

/** Where one position stands in words, as the table and the marks' labels say it. */
export function positionWords(method: MethodId, position: Position, stale: boolean): string {
  const name = valueName(method, position.value)
  if (stale) return msg(str`${name}, on version ${formatNumber(position.version)}; to be given again`)
  if (!position.provisional || position.confirmedAt !== null) return name
  if (position.dueAt === null) return msg(str`${name}, provisional`)
  return msg(str`${name}, provisional until ${formatDate(position.dueAt)}`)
}

/** Where an objection is in its life. */
export function objectionWord(state: ObjectionState): string {
  switch (state) {
    case 'raised':
      return msg('Raised')
    case 'tested':
      return msg('Tested with the objector')
    case 'integrated':
      return msg('Integrated')
    case 'resolved':
      return msg('Resolved')
    case 'withdrawn':
      return msg('Withdrawn')
    case 'referred':
      return msg('Referred, still open')
  }
}

/** Why a result is what it is, one sentence for each rule. */
export function reasonSentence(reason: ResultReason): string {
  switch (reason) {
    case 'no-open-objection':
      return msg('No objection was open.')
    case 'open-objection':
      return msg('An objection was still open.')
    case 'quorum-met':
      return msg('Enough parties spoke.')
    case 'quorum-not-met':
      return msg('Too few parties spoke.')
    case 'required-not-heard':
      return msg('A party that bears the consequence was not heard.')
    case 'majority-reached':
      return msg('The bar for yes was reached.')
    case 'majority-not-reached':
      return msg('The bar for yes was not reached.')
    case 'tie':
      return msg('It was a tie, and a tie adopts nothing.')
    case 'provisional':
      return msg('A yes still waits for word from home.')
  }
}

/** How a position reached the log when somebody else entered it. */
export function channelWord(channel: 'telephone' | 'paper' | 'in-person'): string {
  switch (channel) {
    case 'telephone':
      return msg('Given by telephone.')
    case 'paper':
      return msg('Given on paper.')
    case 'in-person':
      return msg('Given in person.')
  }
}

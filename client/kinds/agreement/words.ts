import { msg } from '@lit/localize'
import type { Binding, ClauseGroup } from '../../../shared/kinds/agreement/sections.ts'
import type { ClauseStatus, PartyStance } from '../../../shared/kinds/agreement/standing.ts'
import { canonicalHeading, type ClauseRow } from '../../../shared/kinds/agreement/model.ts'
import { oneLine } from '../../../shared/model/one-line.ts'
import type { Stance } from '../../ui/mark.ts'
import { sectionWords } from './section-words.ts'

/** A clause's status in words. */
export function clauseStatusWord(status: ClauseStatus): string {
  switch (status) {
    case 'empty':
      return msg('Empty')
    case 'drafting':
      return msg('Drafting')
    case 'discussed':
      return msg('Discussed')
    case 'settled':
      return msg('Settled at the table')
    case 'reopened':
      return msg('Reopened')
  }
}

/** How far a clause binds, in words. */
export function bindingWord(binding: Binding): string {
  switch (binding) {
    case 'binding':
      return msg('Binding')
    case 'intent':
      return msg('Intent')
    case 'values':
      return msg('Values')
  }
}

/** A group of clauses in words. */
export function groupWord(group: ClauseGroup): string {
  switch (group) {
    case 'who':
      return msg('Who')
    case 'why':
      return msg('Why')
    case 'what':
      return msg('What')
    case 'how':
      return msg('How')
    case 'what-if':
      return msg('What if')
    case 'legal':
      return msg('Legal frame')
  }
}

/** A party's standing on a clause, in words that follow its name. */
export function stanceWord(stance: PartyStance, stale: boolean): string {
  switch (stance) {
    case 'assent':
      return msg('assents')
    case 'reservation':
      return msg('assents with a reservation')
    case 'objection':
      return stale ? msg('objects (said of earlier words)') : msg('objects')
    case 'reconfirm':
      return msg('text changed: to reconfirm')
    case 'not-yet':
      return msg('not yet')
  }
}

/** How full the mark is drawn for a party's standing. */
export function markStance(stance: PartyStance): Stance {
  switch (stance) {
    case 'assent':
      return 'full'
    case 'reservation':
      return 'half'
    case 'objection':
      return 'struck'
    case 'reconfirm':
    case 'not-yet':
      return stance
  }
}

/** The heading that people see: as typed, else the section's in their language. */
export function headingWords(row: ClauseRow): string {
  return (
    oneLine(row.heading) || sectionWords(row.code)?.heading || canonicalHeading(row) || msg('Clause without a heading')
  )
}

/** The questions that an empty clause asks. */
export function promptWords(row: ClauseRow): string {
  return sectionWords(row.code)?.prompt ?? msg('What do we want to agree on here?')
}

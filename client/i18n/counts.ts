import { msg } from '@lit/localize'
import { formatNumber } from '../ui/format.ts'
import { getLocale } from './localize.ts'

type Category = Intl.LDMLPluralRule

/** Nouns that the interface counts. */
export type Noun = keyof ReturnType<typeof forms>

/**
 * A number with its noun in the plural form of the language: "8 parties". Arabic has six forms; English uses two of them, so
 * each form is a message of its own with an id that names it, and `{n}` stands for the number.
 */
export function counted(noun: Noun, n: number): string {
  const category: Category = pluralRules(getLocale()).select(n)
  return forms()[noun][category]().replace('{n}', formatNumber(n))
}

const rules = new Map<string, Intl.PluralRules>()

/** Made once for each language: on a slow phone each costs milliseconds. */
function pluralRules(language: string): Intl.PluralRules {
  const known = rules.get(language) ?? new Intl.PluralRules(language)
  rules.set(language, known)
  return known
}

/** The six forms of one noun; each is its own message, since languages differ in which of them they tell apart. */
function forms() {
  return {
    waiting: {
      zero: () => msg('{n} wait for you', { id: 'count.waiting.zero' }),
      one: () => msg('{n} waits for you', { id: 'count.waiting.one' }),
      two: () => msg('{n} wait for you', { id: 'count.waiting.two' }),
      few: () => msg('{n} wait for you', { id: 'count.waiting.few' }),
      many: () => msg('{n} wait for you', { id: 'count.waiting.many' }),
      other: () => msg('{n} wait for you', { id: 'count.waiting.other' }),
    },
    party: {
      zero: () => msg('{n} parties', { id: 'count.party.zero' }),
      one: () => msg('{n} party', { id: 'count.party.one' }),
      two: () => msg('{n} parties', { id: 'count.party.two' }),
      few: () => msg('{n} parties', { id: 'count.party.few' }),
      many: () => msg('{n} parties', { id: 'count.party.many' }),
      other: () => msg('{n} parties', { id: 'count.party.other' }),
    },
    person: {
      zero: () => msg('{n} people', { id: 'count.person.zero' }),
      one: () => msg('{n} person', { id: 'count.person.one' }),
      two: () => msg('{n} people', { id: 'count.person.two' }),
      few: () => msg('{n} people', { id: 'count.person.few' }),
      many: () => msg('{n} people', { id: 'count.person.many' }),
      other: () => msg('{n} people', { id: 'count.person.other' }),
    },
    stakeholder: {
      zero: () => msg('{n} stakeholders', { id: 'count.stakeholder.zero' }),
      one: () => msg('{n} stakeholder', { id: 'count.stakeholder.one' }),
      two: () => msg('{n} stakeholders', { id: 'count.stakeholder.two' }),
      few: () => msg('{n} stakeholders', { id: 'count.stakeholder.few' }),
      many: () => msg('{n} stakeholders', { id: 'count.stakeholder.many' }),
      other: () => msg('{n} stakeholders', { id: 'count.stakeholder.other' }),
    },
    clause: {
      zero: () => msg('{n} clauses', { id: 'count.clause.zero' }),
      one: () => msg('{n} clause', { id: 'count.clause.one' }),
      two: () => msg('{n} clauses', { id: 'count.clause.two' }),
      few: () => msg('{n} clauses', { id: 'count.clause.few' }),
      many: () => msg('{n} clauses', { id: 'count.clause.many' }),
      other: () => msg('{n} clauses', { id: 'count.clause.other' }),
    },
    change: {
      zero: () => msg('{n} changes', { id: 'count.change.zero' }),
      one: () => msg('{n} change', { id: 'count.change.one' }),
      two: () => msg('{n} changes', { id: 'count.change.two' }),
      few: () => msg('{n} changes', { id: 'count.change.few' }),
      many: () => msg('{n} changes', { id: 'count.change.many' }),
      other: () => msg('{n} changes', { id: 'count.change.other' }),
    },
    decision: {
      zero: () => msg('{n} decisions', { id: 'count.decision.zero' }),
      one: () => msg('{n} decision', { id: 'count.decision.one' }),
      two: () => msg('{n} decisions', { id: 'count.decision.two' }),
      few: () => msg('{n} decisions', { id: 'count.decision.few' }),
      many: () => msg('{n} decisions', { id: 'count.decision.many' }),
      other: () => msg('{n} decisions', { id: 'count.decision.other' }),
    },
    proposal: {
      zero: () => msg('{n} proposals', { id: 'count.proposal.zero' }),
      one: () => msg('{n} proposal', { id: 'count.proposal.one' }),
      two: () => msg('{n} proposals', { id: 'count.proposal.two' }),
      few: () => msg('{n} proposals', { id: 'count.proposal.few' }),
      many: () => msg('{n} proposals', { id: 'count.proposal.many' }),
      other: () => msg('{n} proposals', { id: 'count.proposal.other' }),
    },
    objection: {
      zero: () => msg('{n} objections', { id: 'count.objection.zero' }),
      one: () => msg('{n} objection', { id: 'count.objection.one' }),
      two: () => msg('{n} objections', { id: 'count.objection.two' }),
      few: () => msg('{n} objections', { id: 'count.objection.few' }),
      many: () => msg('{n} objections', { id: 'count.objection.many' }),
      other: () => msg('{n} objections', { id: 'count.objection.other' }),
    },
    note: {
      zero: () => msg('{n} notes', { id: 'count.note.zero' }),
      one: () => msg('{n} note', { id: 'count.note.one' }),
      two: () => msg('{n} notes', { id: 'count.note.two' }),
      few: () => msg('{n} notes', { id: 'count.note.few' }),
      many: () => msg('{n} notes', { id: 'count.note.many' }),
      other: () => msg('{n} notes', { id: 'count.note.other' }),
    },
    row: {
      zero: () => msg('{n} rows', { id: 'count.row.zero' }),
      one: () => msg('{n} row', { id: 'count.row.one' }),
      two: () => msg('{n} rows', { id: 'count.row.two' }),
      few: () => msg('{n} rows', { id: 'count.row.few' }),
      many: () => msg('{n} rows', { id: 'count.row.many' }),
      other: () => msg('{n} rows', { id: 'count.row.other' }),
    },
    part: {
      zero: () => msg('{n} parts', { id: 'count.part.zero' }),
      one: () => msg('{n} part', { id: 'count.part.one' }),
      two: () => msg('{n} parts', { id: 'count.part.two' }),
      few: () => msg('{n} parts', { id: 'count.part.few' }),
      many: () => msg('{n} parts', { id: 'count.part.many' }),
      other: () => msg('{n} parts', { id: 'count.part.other' }),
    },
    error: {
      zero: () => msg('{n} errors', { id: 'count.error.zero' }),
      one: () => msg('{n} error', { id: 'count.error.one' }),
      two: () => msg('{n} errors', { id: 'count.error.two' }),
      few: () => msg('{n} errors', { id: 'count.error.few' }),
      many: () => msg('{n} errors', { id: 'count.error.many' }),
      other: () => msg('{n} errors', { id: 'count.error.other' }),
    },
    rating: {
      zero: () => msg('{n} ratings', { id: 'count.rating.zero' }),
      one: () => msg('{n} rating', { id: 'count.rating.one' }),
      two: () => msg('{n} ratings', { id: 'count.rating.two' }),
      few: () => msg('{n} ratings', { id: 'count.rating.few' }),
      many: () => msg('{n} ratings', { id: 'count.rating.many' }),
      other: () => msg('{n} ratings', { id: 'count.rating.other' }),
    },
    day: {
      zero: () => msg('{n} days', { id: 'count.day.zero' }),
      one: () => msg('{n} day', { id: 'count.day.one' }),
      two: () => msg('{n} days', { id: 'count.day.two' }),
      few: () => msg('{n} days', { id: 'count.day.few' }),
      many: () => msg('{n} days', { id: 'count.day.many' }),
      other: () => msg('{n} days', { id: 'count.day.other' }),
    },
    use: {
      zero: () => msg('{n} uses', { id: 'count.use.zero' }),
      one: () => msg('{n} use', { id: 'count.use.one' }),
      two: () => msg('{n} uses', { id: 'count.use.two' }),
      few: () => msg('{n} uses', { id: 'count.use.few' }),
      many: () => msg('{n} uses', { id: 'count.use.many' }),
      other: () => msg('{n} uses', { id: 'count.use.other' }),
    },
    position: {
      zero: () => msg('{n} positions', { id: 'count.position.zero' }),
      one: () => msg('{n} position', { id: 'count.position.one' }),
      two: () => msg('{n} positions', { id: 'count.position.two' }),
      few: () => msg('{n} positions', { id: 'count.position.few' }),
      many: () => msg('{n} positions', { id: 'count.position.many' }),
      other: () => msg('{n} positions', { id: 'count.position.other' }),
    },
    canvas: {
      zero: () => msg('{n} canvases', { id: 'count.canvas.zero' }),
      one: () => msg('{n} canvas', { id: 'count.canvas.one' }),
      two: () => msg('{n} canvases', { id: 'count.canvas.two' }),
      few: () => msg('{n} canvases', { id: 'count.canvas.few' }),
      many: () => msg('{n} canvases', { id: 'count.canvas.many' }),
      other: () => msg('{n} canvases', { id: 'count.canvas.other' }),
    },
    comment: {
      zero: () => msg('{n} comments', { id: 'count.comment.zero' }),
      one: () => msg('{n} comment', { id: 'count.comment.one' }),
      two: () => msg('{n} comments', { id: 'count.comment.two' }),
      few: () => msg('{n} comments', { id: 'count.comment.few' }),
      many: () => msg('{n} comments', { id: 'count.comment.many' }),
      other: () => msg('{n} comments', { id: 'count.comment.other' }),
    },
    answer: {
      zero: () => msg('{n} answers', { id: 'count.answer.zero' }),
      one: () => msg('{n} answer', { id: 'count.answer.one' }),
      two: () => msg('{n} answers', { id: 'count.answer.two' }),
      few: () => msg('{n} answers', { id: 'count.answer.few' }),
      many: () => msg('{n} answers', { id: 'count.answer.many' }),
      other: () => msg('{n} answers', { id: 'count.answer.other' }),
    },
    resolvedThread: {
      zero: () => msg('{n} resolved threads', { id: 'count.resolvedThread.zero' }),
      one: () => msg('{n} resolved thread', { id: 'count.resolvedThread.one' }),
      two: () => msg('{n} resolved threads', { id: 'count.resolvedThread.two' }),
      few: () => msg('{n} resolved threads', { id: 'count.resolvedThread.few' }),
      many: () => msg('{n} resolved threads', { id: 'count.resolvedThread.many' }),
      other: () => msg('{n} resolved threads', { id: 'count.resolvedThread.other' }),
    },
  }
}

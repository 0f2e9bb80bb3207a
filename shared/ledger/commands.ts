import { z } from 'zod'
import { ROLES, SECTORS } from '../access/roles.ts'
import { MAX_COMMENT, MAX_QUOTE } from './talk.ts'
import { MAX_POINT, MAX_RETENTION_DAYS } from '../history/limits.ts'
import { ARTIFACTS, CYCLE_PRESETS, LABEL_SETS, MARKINGS, STAGES } from '../cycle/stages.ts'
import { isPlain, isVisible, plainLine, plainText } from './plain-words.ts'

// Imported as types by the client and as values by the server alone, so that zod never reaches a browser.

const id = z.string().regex(/^[a-z2-7]{20}$/, 'an id: 20 characters of base32')
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 hex digits')
const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isPlain, 'must be plain text')
    .transform(plainLine)
    .refine(isVisible, 'must not be empty')
const text = (max: number) => z.string().trim().max(max).transform(plainText)
const words = (max: number) => text(max).refine(isVisible, 'must not be empty')
// Language, script and region of BCP 47: every such tag is one that `Intl` and `lang` take.
const language = z
  .string()
  .regex(/^([A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?)?$/, 'a language tag such as en or sr-Latn-RS')
/** The end of the year 9999: later times are none that a calendar can show. */
const time = z.int().positive().max(253_402_300_799_999)
const rating = z.int().min(0).max(100).nullable()
const reason = text(4000)
  .nullish()
  .transform(value => value || null)
const letter = z.object({ client: z.int().min(0), clock: z.int().min(0) })
const mentions = z.array(id).max(20).default([])
const command = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ id, type: z.literal(type), ...shape })

/** Settings of a proposal, fixed at open (domain.md 7.1); shares are whole percents, times milliseconds since 1970. */
const proposalSettingsSchema = z.object({
  method: z.enum(['consent', 'majority']),
  unit: z.literal('party').default('party'),
  quorum: z.int().min(1).max(100).default(50),
  threshold: z.int().min(50).max(100).default(50),
  required: z.array(id).max(60).default([]),
  closesAt: time,
  reasonsOnDissent: z.boolean().default(true),
  reversible: z.boolean().default(true),
})

/** Everything that a member can ask the ledger to record. The same `id` again gives the same answer. */
export const commandSchema = z.discriminatedUnion('type', [
  command('partnership.rename', { name: line(200), purpose: text(1000) }),
  command('party.add', {
    party: id,
    name: line(200),
    short: line(60),
    initials: line(3),
    sector: z.enum(SECTORS),
    standing: z.enum(['partner', 'associate']).default('partner'),
  }),
  command('party.change', {
    party: id,
    name: line(200),
    short: line(60),
    initials: line(3),
    sector: z.enum(SECTORS),
    standing: z.enum(['partner', 'associate']),
  }),
  command('member.change', { member: id, role: z.enum(ROLES), party: id.nullable(), name: line(120) }),
  command('document.rename', { document: id, title: line(200) }),
  command('document.archive', { document: id }),
  command('document.restore', { document: id }),
  command('stage.set', {
    stage: z.enum(STAGES),
    labels: z.enum(LABEL_SETS).default('steps'),
    preset: z.enum(CYCLE_PRESETS).default('full'),
  }),
  command('artifact.mark', { artifact: z.enum(ARTIFACTS), standing: z.enum(MARKINGS), note: reason }),
  command('question.set', { document: id, text: words(500) }),
  command('rating.give', {
    document: id,
    stakeholder: id,
    values: z.object({ power: rating.optional(), interest: rating.optional(), impact: rating.optional() }),
    note: reason,
  }),
  command('rating.agree', {
    document: id,
    stakeholder: id,
    values: z
      .object({
        power: z.int().min(0).max(100),
        interest: z.int().min(0).max(100),
        impact: z.int().min(0).max(100).optional(),
      })
      .nullable(),
  }),
  command('clause.move', { document: id, clause: id, state: z.enum(['drafting', 'discussed', 'settled']), hash }),
  command('assent.give', {
    document: id,
    clause: id,
    choice: z.enum(['assent', 'reservation', 'objection']),
    hash,
    reason,
  }),
  command('proposal.open', {
    document: id,
    proposal: id,
    textHash: hash,
    language: language.default('en'),
    settings: proposalSettingsSchema,
    electorate: z.array(id).min(1).max(60),
    owner: id.nullable().default(null),
    reviewOn: time.nullable().default(null),
    supersedes: id.nullable().default(null),
  }),
  command('proposal.amend', {
    proposal: id,
    textHash: hash,
    change: words(1000),
    integrates: z.array(id).max(60).default([]),
  }),
  command('proposal.withdraw', { proposal: id, reason }),
  command('proposal.close', { proposal: id }),
  command('position.take', {
    proposal: id,
    textHash: hash,
    value: z.string().max(40),
    reason,
    provisional: z.boolean().default(false),
    dueAt: time.nullable().default(null),
  }),
  command('position.confirm', { proposal: id }),
  command('objection.test', { proposal: id, objection: id, note: reason }),
  command('objection.settle', {
    proposal: id,
    objection: id,
    state: z.enum(['integrated', 'resolved', 'withdrawn']),
    note: reason,
  }),
  command('objection.refer', { proposal: id, objection: id, note: reason }),
  command('comment.add', {
    document: id,
    about: id.nullable().default(null),
    thread: id.nullable().default(null),
    range: z.object({ from: letter, to: letter }).nullable().default(null),
    quote: text(MAX_QUOTE)
      .nullish()
      .transform(value => value || null),
    words: words(MAX_COMMENT),
    mentions,
  }),
  command('comment.change', { document: id, thread: id, comment: id, words: words(MAX_COMMENT), mentions }),
  command('comment.erase', { document: id, thread: id, comment: id }),
  command('thread.resolve', { document: id, thread: id }),
  command('thread.reopen', { document: id, thread: id }),
  command('version.name', { document: id, point: z.int().min(0).max(MAX_POINT), name: line(120).nullable() }),
  command('history.retain', { days: z.int().min(0).max(MAX_RETENTION_DAYS).nullable() }),
])

/** A command after parsing: defaults filled in. */
export type Command = z.output<typeof commandSchema>

/** A command as it is sent. */
export type CommandInput = z.input<typeof commandSchema>

/** The name of a command. */
export type CommandType = Command['type']

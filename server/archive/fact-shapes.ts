import { z } from 'zod'
import { ROLES, SECTORS } from '../../shared/access/roles.ts'
import { ARTIFACTS, CYCLE_PRESETS, LABEL_SETS, MARKINGS, STAGES } from '../../shared/cycle/stages.ts'
import { MAX_POINT, MAX_RETENTION_DAYS } from '../../shared/history/limits.ts'
import type { Fact, FactType } from '../../shared/ledger/facts.ts'

// A stranger's ledger is held against these before a word of it is taken: its chain may be whole and its facts of any shape.

const id = z.string().regex(/^[a-z2-7]{20}$/)
const words = z.string().regex(/^[0-9a-f]{64}$/)
const hash = words
const maybe = words.nullable()
/** The end of the year 9999, the last that calendars show. */
const time = z.int().min(0).max(253_402_300_799_999)
const count = z.int().min(0).max(1_000_000)
const point = z.int().min(0).max(MAX_POINT)
const share = z.int().min(0).max(100)
const tenths = share
const role = z.enum(ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]])
const standing = z.enum(['partner', 'associate'])
const objectionState = z.enum(['raised', 'tested', 'integrated', 'resolved', 'withdrawn', 'referred'])
const value = z.string().regex(/^[a-z0-9-]{1,40}$/)
const language = z.string().regex(/^[A-Za-z0-9-]{0,35}$/)
const ids = z.array(id).max(60)
const party = { party: id, sector: z.enum(SECTORS), standing, name: words, short: words, initials: words }
const member = { member: id, role, party: id.nullable(), name: words }
const settings = z.strictObject({
  method: z.enum(['consent', 'majority']),
  unit: z.literal('party'),
  quorum: share,
  threshold: share,
  required: ids,
  closesAt: time,
  reasonsOnDissent: z.boolean(),
  reversible: z.boolean(),
})
const proxy = z.strictObject({
  by: id,
  channel: z.enum(['telephone', 'paper', 'in-person']),
  language,
  readBack: z.boolean(),
  witness: maybe,
})
const ratings = z.strictObject({
  power: tenths.nullable().optional(),
  interest: tenths.nullable().optional(),
  impact: tenths.nullable().optional(),
})
const reasons = z.enum([
  'no-open-objection',
  'open-objection',
  'quorum-met',
  'quorum-not-met',
  'required-not-heard',
  'majority-reached',
  'majority-not-reached',
  'tie',
  'provisional',
])
const letter = z.strictObject({
  client: z
    .int()
    .min(0)
    .max(2 ** 32),
  clock: z
    .int()
    .min(0)
    .max(2 ** 31),
})
const range = z.strictObject({ from: letter, to: letter })
const thread = { document: id, thread: id }
const kind = z.enum(['stakeholder-map', 'agreement', 'decision-log', 'agenda', 'board'])

const SHAPES: { readonly [Type in FactType]: z.ZodRawShape } = {
  'partnership.imported': {
    from: id,
    digest: hash,
    exportedAt: time,
    ledgers: z.array(z.strictObject({ boundary: z.enum(['partnership', 'broker']), seq: count, leaf: hash })).max(2),
  },
  'partnership.created': {
    start: z.string().regex(/^[a-z0-9-]{1,60}$/),
    name: words,
    purpose: words,
    host: words,
    brokerTitle: words,
  },
  'partnership.renamed': { name: words, purpose: words },
  'party.added': { ...party, mark: z.int().min(1).max(12) },
  'party.changed': party,
  'member.joined': member,
  'member.changed': member,
  'member.left': { member: id, how: z.enum(['left', 'removed']) },
  'recovery.issued': { member: id, by: id },
  'recovery.used': { member: id },
  'invite.created': { invite: id, role, party: id.nullable(), expiresAt: time, maxUses: count },
  'invite.used': { invite: id, member: id },
  'invite.revoked': { invite: id },
  'document.created': {
    document: id,
    kind,
    title: words,
    companionOf: id.nullable(),
    template: z.string().max(60).nullable(),
  },
  'document.renamed': { document: id, title: words },
  'document.archived': { document: id },
  'document.restored': { document: id },
  'stage.set': { stage: z.enum(STAGES), labels: z.enum(LABEL_SETS), preset: z.enum(CYCLE_PRESETS) },
  'artifact.marked': { artifact: z.enum(ARTIFACTS), standing: z.enum(MARKINGS), note: maybe },
  'question.set': { document: id, question: id, text: words },
  'rating.given': { document: id, stakeholder: id, question: id, party: id, values: ratings, note: maybe },
  'rating.agreed': {
    document: id,
    stakeholder: id,
    question: id,
    values: z.strictObject({ power: tenths, interest: tenths, impact: tenths.optional() }).nullable(),
  },
  'clause.moved': { document: id, clause: id, state: z.enum(['drafting', 'discussed', 'settled']), hash },
  'assent.given': {
    document: id,
    clause: id,
    party: id,
    choice: z.enum(['assent', 'reservation', 'objection']),
    hash,
    reason: maybe,
  },
  'proposal.opened': {
    proposal: id,
    document: id,
    number: count,
    title: words,
    text: words,
    textHash: hash,
    language,
    settings,
    electorate: ids,
    owner: id.nullable(),
    reviewOn: time.nullable(),
    supersedes: id.nullable(),
  },
  'proposal.amended': {
    proposal: id,
    version: count,
    title: words,
    text: words,
    textHash: hash,
    change: words,
    integrates: ids,
  },
  'proposal.withdrawn': { proposal: id, reason: maybe },
  'position.taken': {
    proposal: id,
    party: id,
    version: count,
    textHash: hash,
    value,
    reason: maybe,
    provisional: z.boolean(),
    dueAt: time.nullable(),
    proxy: proxy.nullable(),
  },
  'position.confirmed': { proposal: id, party: id },
  'objection.raised': { proposal: id, objection: id, party: id, version: count, reason: words },
  'objection.moved': { proposal: id, objection: id, state: objectionState, note: maybe },
  'decision.closed': {
    proposal: id,
    version: count,
    outcome: z.enum(['adopted', 'adopted_ad_referendum', 'not_adopted']),
    reasons: z.array(reasons).max(20),
    tally: z.record(value, count),
    heard: count,
    electorate: count,
    notHeard: ids,
    dissent: z.array(z.strictObject({ party: id, value, reason: maybe })).max(60),
    owner: id.nullable(),
    reviewOn: time.nullable(),
    early: z.boolean(),
  },
  'comment.added': {
    comment: id,
    document: id,
    about: z.string().max(64).nullable(),
    thread: id.nullable(),
    range: range.nullable(),
    quote: maybe,
    words,
    mentions: z.array(id).max(200),
  },
  'comment.changed': { ...thread, comment: id, words, mentions: z.array(id).max(200) },
  'comment.erased': { ...thread, comment: id },
  'thread.resolved': thread,
  'thread.reopened': thread,
  'version.named': { document: id, point, name: maybe },
  'history.retained': { days: z.int().min(0).max(MAX_RETENTION_DAYS).nullable() },
  'history.restored': {
    document: id,
    how: z.enum(['all', 'parts', 'put-back']),
    point,
    member: id.nullable(),
    parts: count,
  },
}

const schemas = new Map<string, z.ZodType>(
  Object.entries(SHAPES).map(([type, shape]) => [type, z.strictObject({ type: z.literal(type), ...shape })]),
)

/** A fact of a stranger's ledger: read, of a type that this version does not know, or of a wrong shape. */
export type FactReading = { type: 'fact'; fact: Fact } | { type: 'unknown' } | { type: 'misshapen' }

/** Holds one fact of a stranger's ledger against the shape of its type; members that the shape lacks are a fault. */
export function readFact(given: { type: string }): FactReading {
  const schema = schemas.get(given.type)
  if (!schema) return { type: 'unknown' }
  return schema.safeParse(given).success ? { type: 'fact', fact: given as Fact } : { type: 'misshapen' }
}

/** The head of an entry that a stranger wrote: who acted, and when. */
export const actShape = z.object({
  at: time,
  actor: id.nullable(),
  role: role.nullable(),
  party: id.nullable(),
  command: z.string().min(1).max(60),
})

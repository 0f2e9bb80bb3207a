import { createRoute, z } from '@hono/zod-openapi'
import { isId } from '../../shared/ids.ts'
import { homeIn } from '../access/principal.ts'
import { issueRecovery } from '../access/recovery.ts'
import { openSeats } from '../access/take-seat.ts'
import { createPartnership } from '../partnerships/create.ts'
import { FURNISHINGS } from '../partnerships/furnish.ts'
import { viewPartnership } from '../partnerships/view.ts'
import type { Boundary } from '../../shared/access/roles.ts'
import { createApi } from './api.ts'
import { listOwn } from './own-partnerships.ts'
import { problem, problems } from './problem.ts'
import { recoveryUrl } from './recovery.ts'
import { seated } from './seated.ts'
import {
  boundaryShape,
  idParam,
  idShape,
  jsonAnswer,
  jsonBody,
  ledgersShape,
  meShape,
  plainShape,
  roleShape,
  sectorShape,
  wordsShape,
} from './shapes.ts'
import { signIn } from './sign-in.ts'

const startShape = z.enum(FURNISHINGS.map(furnishing => furnishing.start) as [string, ...string[]])

const wishShape = z
  .object({
    name: wordsShape(200),
    purpose: plainShape(1000).default(''),
    brokerName: wordsShape(120),
    brokerTitle: plainShape(120).default(''),
    host: plainShape(200).default('').openapi({ description: 'Who runs this server and could technically read it.' }),
    start: startShape.default('empty'),
    titles: z
      .object({
        map: wordsShape(200).default('Stakeholder map'),
        companion: wordsShape(200).default('Stakeholder map: brokers’ notes'),
        agreement: wordsShape(200).default('Agreement'),
        log: wordsShape(200).default('Decision log'),
        board: wordsShape(200).default('Notes'),
      })
      .prefault({})
      .openapi({ description: 'Titles of the first documents, in the language of the people.' }),
    question: wordsShape(500)
      .default('Who affects what we want to do together, and who is affected by it?')
      .openapi({ description: 'The first question of the stakeholder map.' }),
  })
  .openapi('NewPartnership')

const memberShape = z.object({ id: idShape, role: roleShape })

const viewShape = z
  .object({
    id: idShape,
    name: z.string(),
    purpose: z.string(),
    host: z.string(),
    brokerTitle: z.string(),
    start: z.string(),
    createdAt: z.int(),
    parties: z.array(
      z.object({
        id: idShape,
        name: z.string(),
        short: z.string(),
        initials: z.string(),
        mark: z.int(),
        sector: sectorShape,
        standing: z.enum(['partner', 'associate']),
      }),
    ),
    members: z.array(
      z.object({
        id: idShape,
        name: z.string(),
        role: roleShape,
        partyId: idShape.nullable(),
        language: z.string().nullable().openapi({ description: 'In which they want to be written to; null: unknown.' }),
        timeZone: z.string().nullable(),
      }),
    ),
    documents: z.array(
      z.object({
        id: idShape,
        kind: z.string(),
        title: z.string(),
        boundary: boundaryShape,
        companionOf: idShape.nullable(),
        archived: z.boolean(),
        writable: z.boolean(),
      }),
    ),
    ledgers: ledgersShape,
    me: meShape,
    home: idShape
      .nullable()
      .openapi({ description: 'Whose seat the asker left to sit in another of the sample; null in one’s own.' }),
    seats: z
      .array(idShape)
      .openapi({ description: 'Members whose seat the asker may take: in the sample, for who began it.' }),
    present: z.array(idShape),
    protocol: z.int(),
  })
  .openapi('Partnership')

const ownShape = z
  .object({
    id: idShape,
    name: z.string(),
    purpose: z.string(),
    member: memberShape.extend({ name: z.string() }),
    parties: z.array(
      z.object({ id: idShape, name: z.string(), short: z.string(), initials: z.string(), mark: z.int() }),
    ),
    openProposals: z.int(),
    brokerTitle: z.string(),
    start: z.string(),
    waiting: z
      .object({ count: z.int(), due: z.int().nullable(), first: z.string().nullable() })
      .openapi({ description: 'What waits for this member: how much, its nearest deadline, and what is first.' }),
    log: idShape.nullable().openapi({ description: 'The first decision log.' }),
    changedAt: z.int().openapi({ description: 'When the last fact was recorded; milliseconds since 1970.' }),
  })
  .openapi('OwnPartnership')

const create = createRoute({
  method: 'post',
  path: '/api/partnerships',
  tags: ['partnerships'],
  summary: 'Start a partnership',
  request: { body: jsonBody(wishShape) },
  responses: {
    201: jsonAnswer(
      'Started. The cookie in this answer is the session of its convenor; the recovery link works once.',
      z.object({
        partnership: z.object({ id: idShape, name: z.string() }),
        member: memberShape,
        recoveryUrl: z.string(),
      }),
    ),
    ...problems,
  },
})

const list = createRoute({
  method: 'get',
  path: '/api/partnerships',
  tags: ['partnerships'],
  summary: 'The partnerships of this session or token',
  responses: { 200: jsonAnswer('Most urgent first.', z.object({ partnerships: z.array(ownShape) })), ...problems },
})

const read = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}',
  tags: ['partnerships'],
  summary: 'A partnership, as far as the asker may see it',
  request: { params: idParam },
  responses: { 200: jsonAnswer('The partnership.', viewShape), ...problems },
})

/** Starting, listing and reading partnerships. */
export function partnershipRoutes() {
  return createApi()
    .openapi(create, async c => {
      const services = c.get('services')
      const wish = c.req.valid('json')
      const wait = await services.limits.take('create', c.get('approach').address)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      const furnishing = services.furnishings.find(one => one.start === wish.start)
      if (!furnishing) return problem(c, { code: 'unknown-template', field: 'start' })
      const { partnership, member } = await createPartnership(services, wish, furnishing)
      await signIn(c, partnership, member)
      const recovery = await issueRecovery(services, partnership, member)
      services.log.info({ partnership, start: wish.start }, 'a partnership was started')
      return c.json(
        {
          partnership: { id: partnership, name: wish.name },
          member: { id: member, role: 'broker' as const },
          recoveryUrl: recoveryUrl(c, recovery.secret),
        },
        201,
      )
    })
    .openapi(list, async c => {
      const own = await listOwn(c)
      return own.ok ? c.json({ partnerships: own.value }, 200) : problem(c, own.refusal)
    })
    .openapi(read, async c => {
      const { id } = c.req.valid('param')
      const who = await seated(c, id, 'read')
      if (!who.ok) return problem(c, who.refusal)
      const view = await viewPartnership(c.get('services'), id, who.value.state, who.value.seat)
      const { principal, state } = who.value
      const walk = { home: homeIn(principal, id), seats: openSeats(state, principal, id) }
      return view ? c.json({ ...view, ...walk }, 200) : problem(c, { code: 'no-such-partnership' })
    })
}

/** A boundary given in a query, or null when it is none that exists in this version. */
export function knownBoundary(text: string): Boundary | null {
  if (text === 'partnership' || text === 'broker' || text === 'public') return text
  const [level, ids = ''] = text.split(':')
  const many = ids.split(',')
  if (!many.every(isId)) return null
  return level === 'parties' || ((level === 'party' || level === 'self') && many.length === 1)
    ? (text as Boundary)
    : null
}

import { createRoute, z } from '@hono/zod-openapi'
import type { Entry } from '../../shared/ledger/facts.ts'
import { createApi } from './api.ts'
import { knownBoundary } from './partnerships.ts'
import { problem, problems } from './problem.ts'
import { maySee, seated } from './seated.ts'
import { boundaryShape, idParam, idShape, jsonAnswer, roleShape } from './shapes.ts'

/** Entries of one page of the ledger. */
const LEDGER_PAGE = 1000
const TEXTS_PAGE = 2000

const factShape = z.looseObject({ type: z.string().openapi({ example: 'party.added' }) }).openapi('Fact', {
  description:
    'Its further members depend on `type`; words are salted commitments (64 hex digits). See docs/ledger-format.md.',
})

const entryShape = z
  .object({
    v: z.literal(1),
    stream: boundaryShape,
    partnership: idShape,
    seq: z.int(),
    at: z.int(),
    command: z.string(),
    index: z.int(),
    actor: idShape.nullable(),
    role: roleShape.nullable(),
    party: idShape.nullable(),
    fact: factShape,
    prev: z.string().nullable(),
    sig: z.string().nullable(),
    keyId: z.string().nullable(),
    seenHead: z.string().nullable(),
    nonce: z.string().nullable(),
  })
  .openapi('Entry', { description: 'Hashed as canonical JSON (RFC 8785 with integers only).' })

const pageQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .openapi({ param: { name: 'after', in: 'query' } }),
  boundary: z
    .string()
    .default('partnership')
    .openapi({ param: { name: 'boundary', in: 'query' } }),
})

const entries = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/ledger',
  tags: ['ledger'],
  summary: 'A page of a ledger',
  request: { params: idParam, query: pageQuery },
  responses: {
    200: jsonAnswer(
      `At most ${LEDGER_PAGE} entries with \`seq\` above \`after\`, in order, and the stream’s head.`,
      z.object({ entries: z.array(entryShape), head: z.object({ seq: z.int(), leaf: z.string().nullable() }) }),
    ),
    ...problems,
  },
})

const texts = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/texts',
  tags: ['ledger'],
  summary: 'The words behind the commitments of a ledger',
  request: { params: idParam, query: pageQuery },
  responses: {
    200: jsonAnswer(
      'Words in the order of their writing, from the `after`-th on; null where erased. `next` is the `after` of the next page, or null.',
      z.object({
        texts: z.array(z.object({ commitment: z.string(), salt: z.string(), words: z.string() }).nullable()),
        next: z.int().nullable(),
      }),
    ),
    ...problems,
  },
})

/** Pages of the ledgers that the asker may see. */
export function ledgerRoutes() {
  return createApi()
    .openapi(entries, async c => {
      const { id } = c.req.valid('param')
      const { after, boundary: asked } = c.req.valid('query')
      const who = await seated(c, id, 'read')
      if (!who.ok) return problem(c, who.refusal)
      const boundary = knownBoundary(asked)
      if (boundary === null || !maySee(who.value, boundary)) return problem(c, { code: 'no-such-boundary' })
      const page: Entry[] = await c.get('services').store.entries(id, boundary, after, LEDGER_PAGE)
      const head = who.value.state.heads.get(boundary) ?? { seq: 0, leaf: null }
      return c.json({ entries: page, head }, 200)
    })
    .openapi(texts, async c => {
      const { id } = c.req.valid('param')
      const { after, boundary: asked } = c.req.valid('query')
      const who = await seated(c, id, 'read')
      if (!who.ok) return problem(c, who.refusal)
      const boundary = knownBoundary(asked)
      if (boundary === null || !maySee(who.value, boundary)) return problem(c, { code: 'no-such-boundary' })
      const rows = await c.get('services').store.texts(id, boundary, after)
      const next = rows.length > TEXTS_PAGE ? after + TEXTS_PAGE : null
      return c.json({ texts: rows.slice(0, TEXTS_PAGE), next }, 200)
    })
}

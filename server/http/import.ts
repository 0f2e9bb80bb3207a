import { createRoute, z } from '@hono/zod-openapi'
import { issueRecovery } from '../access/recovery.ts'
import { importPartnership } from '../partnerships/import.ts'
import { type Ask, createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { recoveryUrl } from './recovery.ts'
import { boundaryShape, idShape, jsonAnswer, roleShape, wordsShape } from './shapes.ts'
import { signIn } from './sign-in.ts'

const zipBody = {
  required: true,
  content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
}

const wishShape = z.object({
  brokerName: wordsShape(120),
  companionTitle: wordsShape(200).default('Stakeholder map: brokers’ notes'),
  closedReason: wordsShape(400).default('Its time ran out before this copy was made.'),
})

const previewShape = z
  .object({
    name: z.string(),
    purpose: z.string(),
    exportedAt: z.int(),
    digest: z.string(),
    parties: z.array(
      z.object({ id: idShape, name: z.string(), short: z.string(), initials: z.string(), mark: z.int() }),
    ),
    people: z.int(),
    canvases: z.array(z.object({ kind: z.string(), title: z.string(), boundary: boundaryShape })),
    decided: z.int(),
    open: z.int(),
    brokersPart: z.boolean(),
  })
  .openapi('ImportPreview')

const preview = createRoute({
  method: 'post',
  path: '/api/partnerships/import/preview',
  tags: ['partnerships'],
  summary: 'Verify an export and show what is in it',
  description: 'The zip as it is, at most 50 MB. Nothing is kept.',
  request: { body: zipBody },
  responses: { 200: jsonAnswer('It holds, and this is in it.', previewShape), ...problems },
})

const bring = createRoute({
  method: 'post',
  path: '/api/partnerships/import',
  tags: ['partnerships'],
  summary: 'Start a partnership from an export',
  description:
    'The zip as it is, at most 50 MB. Header `trestle-wish`: JSON, percent-encoded: `brokerName`, and optionally `companionTitle` and `closedReason` in the importer’s language. All or nothing.',
  request: {
    body: zipBody,
    headers: z.object({ 'trestle-wish': z.string().max(8_000).optional() }),
  },
  responses: {
    201: jsonAnswer(
      'Brought in. The cookie in this answer is the session of its broker; the recovery link works once.',
      z.object({
        partnership: z.object({ id: idShape, name: z.string() }),
        member: z.object({ id: idShape, role: roleShape }),
        recoveryUrl: z.string(),
      }),
    ),
    ...problems,
  },
})

/** Bringing a partnership in from an export: shown first, then made. */
export function importRoutes() {
  return createApi()
    .openapi(preview, async c => {
      const { limits, archivist } = c.get('services')
      const wait = await limits.take('look', c.get('approach').address)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      const read = await archivist.read(new Uint8Array(await c.req.arrayBuffer()), null)
      return read.ok ? c.json(read.value, 200) : problem(c, read.refusal)
    })
    .openapi(bring, async c => {
      const services = c.get('services')
      const wish = wishOf(c)
      if (!wish) return problem(c, { code: 'import-wish', field: 'brokerName' })
      const wait = await services.limits.take('create', c.get('approach').address)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      const zip = new Uint8Array(await c.req.arrayBuffer())
      const made = await importPartnership(services, zip, { ...wish, now: services.clock.now() })
      if (!made.ok) return problem(c, made.refusal)
      const { partnership, member, name } = made.value
      await signIn(c, partnership, member)
      const recovery = await issueRecovery(services, partnership, member)
      services.log.info({ partnership }, 'a partnership was brought in from an export')
      return c.json(
        {
          partnership: { id: partnership, name },
          member: { id: member, role: 'broker' as const },
          recoveryUrl: recoveryUrl(c, recovery.secret),
        },
        201,
      )
    })
}

function wishOf(c: Ask): z.output<typeof wishShape> | null {
  try {
    const read = wishShape.safeParse(JSON.parse(decodeURIComponent(c.req.header('trestle-wish') ?? '')))
    return read.success ? read.data : null
  } catch {
    // A URIError or a SyntaxError: no wish.
    return null
  }
}

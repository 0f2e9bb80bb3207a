import { createRoute, z } from '@hono/zod-openapi'
import { mayWrite } from '../../shared/access/roles.ts'
import { MAX_POINT } from '../../shared/history/limits.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { DocumentRow } from '../ports.ts'
import { type Ask, createApi } from './api.ts'
import { comparisonShape, pageShape, restoredShape } from './history-shapes.ts'
import { type Trouble, problem, problems } from './problem.ts'
import { type Seated, seatedAt } from './seated.ts'
import { givenId, idParam, jsonAnswer, jsonBody } from './shapes.ts'

const pointShape = z.int().min(0).max(MAX_POINT)
const pointQuery = z.coerce.number().pipe(pointShape)
const query = (name: string) => ({ param: { name, in: 'query' as const } })

const list = createRoute({
  method: 'get',
  path: '/api/documents/{id}/history',
  tags: ['history'],
  summary: 'What happened to a canvas, newest first',
  description:
    'Stretches of work, each ended by a pause or by its length, with who wrote and which parts changed; named versions beside them. Whoever may read the canvas may read its past.',
  request: {
    params: idParam,
    query: z.object({
      before: pointQuery.optional().openapi({ ...query('before'), description: '`before` of the page before' }),
      limit: z.coerce.number().int().min(1).max(50).default(20).openapi(query('limit')),
    }),
  },
  responses: { 200: jsonAnswer('A page.', pageShape), ...problems },
})

const state = createRoute({
  method: 'get',
  path: '/api/documents/{id}/history/states/{point}',
  tags: ['history'],
  summary: 'A canvas as it stood at a point',
  request: { params: idParam.extend({ point: pointQuery.openapi({ param: { name: 'point', in: 'path' } }) }) },
  responses: {
    200: {
      description: 'One Yjs update (V1) that makes an empty document that state.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
})

const compare = createRoute({
  method: 'get',
  path: '/api/documents/{id}/history/compare',
  tags: ['history'],
  summary: 'What differs between two points, and who made it so',
  request: {
    params: idParam,
    query: z.object({
      from: pointQuery.openapi(query('from')),
      to: pointQuery.optional().openapi({ ...query('to'), description: 'left out: now' }),
    }),
  },
  responses: { 200: jsonAnswer('Part by part.', comparisonShape), ...problems },
})

const restore = createRoute({
  method: 'post',
  path: '/api/documents/{id}/history/restore',
  tags: ['history'],
  summary: 'Bring a canvas, or parts of it, back to a point, as a new edit',
  description: 'To take it back: `put-back` with oneself as `member`, and `before` and `after` of the answer.',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          point: pointShape,
          parts: z
            .array(z.object({ root: z.string().min(1).max(100), id: z.string().min(1).max(200) }))
            .min(1)
            .max(1000)
            .nullable()
            .openapi({ description: 'null: the whole canvas' }),
        })
        .openapi('RestoreWish'),
    ),
  },
  responses: { 200: jsonAnswer('On disk, and on the record.', restoredShape), ...problems },
})

const putBack = createRoute({
  method: 'post',
  path: '/api/documents/{id}/history/put-back',
  tags: ['history'],
  summary: 'Take back what one member did, as a new edit',
  description:
    'What somebody else changed after them stays. Without `after`, what the member did last: acts within a minute of each other.',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          member: givenId,
          after: pointShape.nullable().default(null),
          upTo: pointShape.nullable().default(null),
        })
        .openapi('PutBackWish'),
    ),
  },
  responses: { 200: jsonAnswer('On disk, and on the record.', restoredShape), ...problems },
})

/** The past of canvases: read by whoever may read them, brought back by whoever may write in them. */
export function historyRoutes() {
  return createApi()
    .openapi(list, async c => {
      const { before = null, limit } = c.req.valid('query')
      const who = await reader(c, c.req.valid('param').id)
      if (!who.ok) return problem(c, who.refusal)
      const page = await c.get('services').history.moments(who.value.row, { before, limit })
      return page.ok ? c.json(page.value, 200) : problem(c, troubleOf(page.refusal))
    })
    .openapi(state, async c => {
      const { id, point } = c.req.valid('param')
      const who = await reader(c, id)
      if (!who.ok) return problem(c, who.refusal)
      const past = await c.get('services').history.state(who.value.row, point)
      if (!past.ok) return problem(c, troubleOf(past.refusal))
      return c.body(new Uint8Array(past.value), 200, { 'content-type': 'application/octet-stream' })
    })
    .openapi(compare, async c => {
      const { from, to = null } = c.req.valid('query')
      const who = await reader(c, c.req.valid('param').id)
      if (!who.ok) return problem(c, who.refusal)
      const told = await c.get('services').history.compare(who.value.row, from, to)
      return told.ok ? c.json(told.value, 200) : problem(c, troubleOf(told.refusal))
    })
    .openapi(restore, async c => {
      const { id } = c.req.valid('param')
      const who = await writer(c, id, 'change')
      if (!who.ok) return problem(c, who.refusal)
      const { row, seat } = who.value
      const by = { seat, still: () => writer(c, id, null) }
      const done = await c.get('services').history.restore(row, by, c.req.valid('json'))
      return done.ok ? c.json(done.value, 200) : problem(c, troubleOf(done.refusal))
    })
    .openapi(putBack, async c => {
      const { id } = c.req.valid('param')
      const who = await writer(c, id, 'change')
      if (!who.ok) return problem(c, who.refusal)
      const { row, seat } = who.value
      const by = { seat, still: () => writer(c, id, null) }
      const done = await c.get('services').history.putBack(row, by, c.req.valid('json'))
      return done.ok ? c.json(done.value, 200) : problem(c, troubleOf(done.refusal))
    })
}

type AtCanvas = Seated & { row: DocumentRow }

async function reader(c: Ask, id: string): Promise<Result<AtCanvas, Trouble>> {
  const who = await seatedAt(c, id, 'read', 'history')
  if (who.ok && who.value.row.role !== 'canvas') return refuse({ code: 'not-a-canvas' })
  return who
}

/** Whoever may write in the canvas now; with `limit` null it is asked again and not counted. */
async function writer(c: Ask, id: string, limit: 'change' | null): Promise<Result<AtCanvas, Trouble>> {
  const who = limit === null ? await seatedAt(c, id, 'read') : await seatedAt(c, id, 'write', limit)
  if (!who.ok) return who
  const { row, seat, state } = who.value
  if (row.role !== 'canvas') return refuse({ code: 'not-a-canvas' })
  if (!mayWrite(seat, row.boundary)) return refuse({ code: 'read-only' })
  if (state.documents.get(row.id)?.archived) return refuse({ code: 'document-archived' })
  return accept(who.value)
}

function troubleOf(refusal: Trouble): Trouble {
  return refusal.code === 'history-busy' ? { ...refusal, retryAfter: 2 } : refusal
}

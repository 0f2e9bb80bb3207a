import { createRoute, z } from '@hono/zod-openapi'
import { mayWrite } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import type { Command } from '../../shared/ledger/commands.ts'
import { addDocument } from '../partnerships/add-document.ts'
import { followCommand } from './after-command.ts'
import { type Ask, createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated, seatedAt } from './seated.ts'
import { boundaryShape, idParam, idShape, jsonAnswer, jsonBody, wordsShape } from './shapes.ts'

const KINDS = ['stakeholder-map', 'agreement', 'decision-log', 'agenda', 'board'] as const

const create = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/documents',
  tags: ['documents'],
  summary: 'Make a document',
  description: 'Brokers make any; representatives make documents for the whole partnership.',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          kind: z.enum(KINDS),
          title: wordsShape(200),
          boundary: boundaryShape.default('partnership'),
          template: z
            .string()
            .max(60)
            .nullish()
            .openapi({ description: 'A name of the kind’s own, such as `mou` for an agreement.' }),
          companionTitle: wordsShape(200).optional().openapi({ description: 'Title of the brokers’ half of a map.' }),
        })
        .openapi('NewDocument'),
    ),
  },
  responses: { 201: jsonAnswer('Made and filled with its kind’s start.', z.object({ id: idShape })), ...problems },
})

const rename = createRoute({
  method: 'patch',
  path: '/api/documents/{id}',
  tags: ['documents'],
  summary: 'Rename a document',
  request: { params: idParam, body: jsonBody(z.object({ title: wordsShape(200) })) },
  responses: { 200: jsonAnswer('Renamed.', z.object({ seq: z.int() })), ...problems },
})

const archive = createRoute({
  method: 'post',
  path: '/api/documents/{id}/archive',
  tags: ['documents'],
  summary: 'Archive a document: it becomes read-only',
  request: { params: idParam },
  responses: { 200: jsonAnswer('Archived.', z.object({ seq: z.int() })), ...problems },
})

const restore = createRoute({
  method: 'post',
  path: '/api/documents/{id}/restore',
  tags: ['documents'],
  summary: 'Restore an archived document',
  request: { params: idParam },
  responses: { 200: jsonAnswer('Restored.', z.object({ seq: z.int() })), ...problems },
})

const update = createRoute({
  method: 'post',
  path: '/api/documents/{id}/updates',
  tags: ['documents'],
  summary: 'Send one Yjs update (V1), for bulk import',
  description: 'At most 10 MB, through the same guard as sockets.',
  request: {
    params: idParam,
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: { 204: { description: 'On disk.' }, ...problems },
})

/** Canvases: made, renamed, put away, filled in bulk. */
export function documentRoutes() {
  return createApi()
    .openapi(create, async c => {
      const { id } = c.req.valid('param')
      const { kind, title, boundary, template, companionTitle } = c.req.valid('json')
      const who = await seated(c, id, 'write')
      if (!who.ok) return problem(c, who.refusal)
      if (boundary !== 'partnership' && boundary !== 'broker')
        return problem(c, { code: 'boundary-not-supported', field: 'boundary' })
      const wish = {
        kind,
        title,
        boundary,
        template: template ?? null,
        companionTitle: companionTitle ?? title,
      } as const
      const made = await addDocument(c.get('services'), id, who.value.seat, wish)
      return made.ok ? c.json({ id: made.value }, 201) : problem(c, { code: made.refusal })
    })
    .openapi(rename, async c => {
      const { title } = c.req.valid('json')
      return command(c, c.req.valid('param').id, document => ({
        id: newId(),
        type: 'document.rename',
        document,
        title,
      }))
    })
    .openapi(archive, c =>
      command(c, c.req.valid('param').id, document => ({ id: newId(), type: 'document.archive', document })),
    )
    .openapi(restore, c =>
      command(c, c.req.valid('param').id, document => ({ id: newId(), type: 'document.restore', document })),
    )
    .openapi(update, async c => {
      const who = await seatedAt(c, c.req.valid('param').id, 'write', 'update')
      if (!who.ok) return problem(c, who.refusal)
      const { row, seat, state } = who.value
      if (row.role !== 'canvas') return problem(c, { code: 'not-a-canvas' })
      if (!mayWrite(seat, row.boundary)) return problem(c, { code: 'read-only' })
      if (state.documents.get(row.id)?.archived) return problem(c, { code: 'document-archived' })
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== 'application/octet-stream')
        return problem(c, { code: 'invalid', detail: 'Send application/octet-stream.' })
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const done = await c.get('services').sync.update(row, seat, bytes)
      return done.ok ? c.body(null, 204) : problem(c, { code: done.refusal.code })
    })
}

async function command(c: Ask, document: string, toCommand: (document: string) => Command) {
  const who = await seatedAt(c, document, 'write')
  if (!who.ok) return problem(c, who.refusal)
  const asked = toCommand(document)
  const done = await c.get('services').ledger.execute(who.value.partnership, who.value.seat, asked)
  if (!done.ok) return problem(c, done.refusal)
  await followCommand(c.get('services'), who.value.partnership, asked)
  return c.json(done.value, 200)
}

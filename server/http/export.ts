import { createRoute, z } from '@hono/zod-openapi'
import { gatherExport } from '../partnerships/export.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam } from './shapes.ts'

const download = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/export',
  tags: ['ledger'],
  summary: 'Everything that the asker may see, as one zip',
  description: 'Check it with `npm run verify -- <export.zip>`; docs/ledger-format.md describes the files.',
  request: { params: idParam },
  responses: {
    200: {
      description: 'A zip.',
      content: { 'application/zip': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems,
  },
})

/** Taking a partnership out: one zip of what the asker may see, after docs/ledger-format.md. */
export function exportRoutes() {
  return createApi().openapi(download, async c => {
    const { id } = c.req.valid('param')
    const who = await seated(c, id, 'read', 'export')
    if (!who.ok) return problem(c, who.refusal)
    const services = c.get('services')
    const { state, seat } = who.value
    const packed = await services.archivist.pack(() => gatherExport(services, id, state, seat))
    if (!packed.ok) return problem(c, { ...packed.refusal, retryAfter: 10 })
    // Others may have been before them, and meanwhile they may have been sent away.
    const still = await seated(c, id, 'read')
    if (!still.ok) return problem(c, still.refusal)
    if (still.value.seat.role !== seat.role) return problem(c, { code: 'not-allowed' })
    const bytes = packed.value
    const day = new Date(services.clock.now()).toISOString().slice(0, 10)
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/zip',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="trestle-${id}-${day}.zip"`,
    })
  })
}

import { createRoute, z } from '@hono/zod-openapi'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seatedAt } from './seated.ts'
import { idParam, jsonAnswer } from './shapes.ts'

const issue = createRoute({
  method: 'post',
  path: '/api/documents/{id}/tickets',
  tags: ['documents'],
  summary: 'A ticket for one socket',
  description:
    'Opens `GET /sync/{document}?ticket=…` within 30 s. After that socket drops, the same ticket opens the next one within 60 s, until the session or token behind it is revoked.',
  request: { params: idParam },
  responses: { 201: jsonAnswer('Shown this once.', z.object({ ticket: z.string(), expiresAt: z.int() })), ...problems },
})

/** Tickets for places where neither a cookie nor a header reaches the upgrade. */
export function ticketRoutes() {
  return createApi().openapi(issue, async c => {
    const who = await seatedAt(c, c.req.valid('param').id, 'read', 'change')
    if (!who.ok) return problem(c, who.refusal)
    const { row, principal } = who.value
    if (principal.type === 'preview') return problem(c, { code: 'only-looking' })
    const grant = { document: row.id, type: principal.type, credential: principal.credential }
    return c.json(c.get('services').tickets.issue(grant), 201)
  })
}

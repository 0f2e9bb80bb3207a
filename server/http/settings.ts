import { createRoute, z } from '@hono/zod-openapi'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, jsonBody } from './shapes.ts'

const settingsShape = z
  .object({
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$/, 'a language tag such as en or sr-Latn-RS'),
    timeZone: z.string().max(60).refine(isTimeZone, 'a time zone such as Africa/Nairobi'),
  })
  .openapi('MemberSettings')

const keep = createRoute({
  method: 'put',
  path: '/api/partnerships/{id}/settings',
  tags: ['people'],
  summary: 'In which language and time zone oneself wants to be written to',
  description: 'Fellow members see it. It is in no ledger, and goes when the member does.',
  request: { params: idParam, body: jsonBody(settingsShape) },
  responses: { 204: { description: 'Kept.' }, ...problems },
})

/** A member's own settings that others need to write to them. */
export function settingsRoutes() {
  return createApi().openapi(keep, async c => {
    const { id } = c.req.valid('param')
    const who = await seated(c, id, 'write')
    if (!who.ok) return problem(c, who.refusal)
    const { store, clock } = c.get('services')
    const { language, timeZone } = c.req.valid('json')
    await store.setMemberSettings({
      partnership: id,
      member: who.value.seat.member,
      language,
      timeZone,
      at: clock.now(),
    })
    return c.body(null, 204)
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // `Intl` throws a RangeError for a zone that it does not know.
    return false
  }
}

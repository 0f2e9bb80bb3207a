import { createRoute, z } from '@hono/zod-openapi'
import { removeMember } from '../access/members.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam } from './shapes.ts'

const remove = createRoute({
  method: 'delete',
  path: '/api/partnerships/{id}/members/{member}',
  tags: ['people'],
  summary: 'End a membership, at once',
  description: 'Sockets close with 4403 and no frame is accepted after. Anybody may end their own.',
  request: { params: idParam.extend({ member: z.string().openapi({ param: { name: 'member', in: 'path' } }) }) },
  responses: { 204: { description: 'Ended.' }, ...problems },
})

const leave = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/leave',
  tags: ['people'],
  summary: 'Leave the partnership oneself',
  request: { params: idParam },
  responses: { 204: { description: 'Left. What was said stays in the record.' }, ...problems },
})

/** Leaving by oneself, and removing: seats, sockets, tokens and invites of the member end at once. */
export function memberRoutes() {
  return createApi()
    .openapi(remove, async c => {
      const { id, member } = c.req.valid('param')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      const done = await removeMember(c.get('services'), id, who.value.seat, member)
      if (!done.ok) return problem(c, { code: done.refusal })
      c.get('services').previews.endOf(id, member)
      c.get('services').live.endAway(id, member)
      return c.body(null, 204)
    })
    .openapi(leave, async c => {
      const { id } = c.req.valid('param')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      const done = await removeMember(c.get('services'), id, who.value.seat, who.value.seat.member)
      if (!done.ok) return problem(c, { code: done.refusal })
      c.get('services').previews.endOf(id, who.value.seat.member)
      c.get('services').live.endAway(id, who.value.seat.member)
      return c.body(null, 204)
    })
}

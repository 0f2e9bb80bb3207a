import { createRoute, z } from '@hono/zod-openapi'
import { lentAsIn } from '../access/principal.ts'
import { takeSeat } from '../access/take-seat.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { givenId, idParam, idShape, jsonAnswer, jsonBody, roleShape } from './shapes.ts'

const take = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/seat',
  tags: ['people'],
  summary: 'Walk round the sample: sit in the seat of one of its people, or come back to your own',
  description:
    'Only in a partnership that began as the sample, only for the session of who began it, only seats of its own people who speak for a party or observe. The sockets of the seat that is left close with 4401.',
  request: { params: idParam, body: jsonBody(z.object({ member: givenId })) },
  responses: {
    200: jsonAnswer('Seated.', z.object({ member: z.object({ id: idShape, role: roleShape }) })),
    ...problems,
  },
})

/** Taking a seat in the sample and going back. */
export function seatRoutes() {
  return createApi().openapi(take, async c => {
    const { id } = c.req.valid('param')
    const who = await seated(c, id, 'admin')
    if (!who.ok) return problem(c, who.refusal)
    const { principal, state } = who.value
    const ruled = takeSeat(state, principal, id, c.req.valid('json').member)
    if (!ruled.ok || principal.type !== 'session') return problem(c, { code: 'seat-not-open' })
    const { member, home } = ruled.value
    const { store, live } = c.get('services')
    await store.addMembership(principal.session.id, id, member, home, lentAsIn(principal, id))
    live.endIn(principal.credential, id)
    return c.json({ member: { id: member, role: state.members.get(member)!.role } }, 200)
  })
}

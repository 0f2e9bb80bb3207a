import { createRoute, z } from '@hono/zod-openapi'
import { isOutgrown } from '../access/lent.ts'
import { seatOf } from '../access/seats.ts'
import { findSession } from '../access/sessions.ts'
import { createApi } from './api.ts'
import { readCookie, writeCookie } from './cookies.ts'
import { problem, problems } from './problem.ts'
import { principalOf } from './seated.ts'
import { idShape, jsonAnswer } from './shapes.ts'
import { openFresh } from './sign-in.ts'

const comeBack = createRoute({
  method: 'post',
  path: '/api/return',
  tags: ['session'],
  summary: 'Come back on a known device after the session ended',
  responses: {
    201: jsonAnswer('A session with the same seats as before.', z.object({ partnerships: z.array(idShape) })),
    ...problems,
  },
})

const logOut = createRoute({
  method: 'post',
  path: '/api/log-out',
  tags: ['session'],
  summary: 'Log out: ends the session, its sockets, and forgets the device',
  responses: { 204: { description: 'Logged out.' }, ...problems },
})

/** Sessions: return and logging out. */
export function sessionRoutes() {
  return createApi()
    .openapi(comeBack, async c => {
      const services = c.get('services')
      const secret = readCookie(c, 'device')
      const device = secret === null ? null : await findSession(services, 'device', secret)
      const seats = device ? device.memberships : []
      const still = []
      for (const one of seats) {
        const seat = await seatOf(services.ledger, one.partnership, one.member)
        if (seat && !isOutgrown(one.lentAs, seat.role)) still.push(one)
      }
      if (still.length === 0) return problem(c, { code: 'no-session' })
      await openFresh(c, still)
      return c.json({ partnerships: still.map(one => one.partnership) }, 201)
    })
    .openapi(logOut, async c => {
      const services = c.get('services')
      const principal = principalOf(c)
      if (principal.ok && principal.value.type === 'session') {
        await services.store.dropSession(principal.value.session.id)
        services.live.end(principal.value.credential)
        services.previews.endOfSession(principal.value.credential)
      }
      const secret = readCookie(c, 'device')
      const device = secret === null ? null : await findSession(services, 'device', secret)
      if (device) await services.store.dropSession(device.id)
      writeCookie(c, 'session', null)
      writeCookie(c, 'device', null)
      return c.body(null, 204)
    })
}

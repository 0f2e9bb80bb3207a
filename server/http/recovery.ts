import { createRoute, z } from '@hono/zod-openapi'
import { sitterIn } from '../access/lent.ts'
import { homeIn, lentAsIn } from '../access/principal.ts'
import { findRecovery, issueRecovery, issueRecoveryFor, redeemRecovery } from '../access/recovery.ts'
import { seatFrom } from '../access/seats.ts'
import { type Ask, createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, idShape, jsonAnswer, jsonBody, roleShape } from './shapes.ts'
import { signIn } from './sign-in.ts'

const secretShape = z.string().max(100)
const linkShape = z.object({ recoveryUrl: z.string(), expiresAt: z.int() })
const whoShape = z.object({ id: idShape, name: z.string(), role: roleShape })

const look = createRoute({
  method: 'post',
  path: '/api/recover/preview',
  tags: ['session'],
  summary: 'Whom a recovery link brings back; spends nothing',
  request: { body: jsonBody(z.object({ secret: secretShape })) },
  responses: {
    200: jsonAnswer(
      'The seat that it leads to.',
      z.object({
        partnership: z.object({ id: idShape, name: z.string() }),
        member: whoShape,
        already: whoShape
          .nullable()
          .openapi({ description: 'The seat of somebody else that this browser has at that table.' }),
      }),
    ),
    ...problems,
  },
})

const recover = createRoute({
  method: 'post',
  path: '/api/recover',
  tags: ['session'],
  summary: 'Redeem a recovery link; it rotates',
  request: { body: jsonBody(z.object({ secret: secretShape, shared: z.boolean().default(false) })) },
  responses: {
    201: jsonAnswer(
      'Back in. The old link is spent; the new one is here.',
      z.object({
        partnership: z.object({ id: idShape }),
        member: z.object({ id: idShape, role: roleShape }),
        recoveryUrl: z.string(),
      }),
    ),
    ...problems,
  },
})

const own = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/recovery',
  tags: ['session'],
  summary: 'A new way back for oneself; the old one is over',
  request: { params: idParam },
  responses: { 201: jsonAnswer('Shown this once.', linkShape), ...problems },
})

const forMember = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/members/{member}/recovery',
  tags: ['people'],
  summary: 'A way back for a member who lost theirs',
  description:
    'Brokers for anyone else, co-brokers for anyone but brokers. Recorded as `recovery.issued`, and as `recovery.used` when it is redeemed, for all to see.',
  request: { params: idParam.extend({ member: z.string().openapi({ param: { name: 'member', in: 'path' } }) }) },
  responses: { 201: jsonAnswer('Shown this once.', linkShape), ...problems },
})

/** Ways back: looked at, redeemed, made anew for oneself, and made by a broker for somebody else. */
export function recoveryRoutes() {
  return createApi()
    .openapi(look, async c => {
      const wait = await tooOften(c)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      const services = c.get('services')
      const found = await findRecovery(services, c.req.valid('json').secret)
      if (!found.ok) return problem(c, { code: found.refusal })
      const { row, seat } = found.value
      const principal = c.get('principal')
      const state = await services.ledger.state(row.partnership)
      const sitter = principal?.type === 'session' ? sitterIn(state, principal, row.partnership) : null
      const already =
        sitter && sitter.id !== row.member ? await seatFrom(services.ledger, row.partnership, state, sitter) : null
      const name = await services.ledger.words(row.partnership, state.partnership?.name ?? null)
      return c.json(
        {
          partnership: { id: row.partnership, name },
          member: { id: seat.member, name: seat.name, role: seat.role },
          already: already && { id: already.member, name: already.name, role: already.role },
        },
        200,
      )
    })
    .openapi(recover, async c => {
      const wait = await tooOften(c)
      if (wait > 0) return problem(c, { code: 'too-many-requests', retryAfter: wait })
      const services = c.get('services')
      const { secret, shared } = c.req.valid('json')
      const done = await redeemRecovery(services, secret)
      if (!done.ok) return problem(c, { code: done.refusal })
      const { partnership, seat, lentAs, next } = done.value
      await signIn(c, partnership, seat.member, { shared, lentAs })
      services.log.warn({ partnership, member: seat.member }, 'a recovery link was redeemed')
      return c.json(
        {
          partnership: { id: partnership },
          member: { id: seat.member, role: seat.role },
          recoveryUrl: recoveryUrl(c, next),
        },
        201,
      )
    })
    .openapi(own, async c => {
      const who = await seated(c, c.req.valid('param').id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      // A tool that acts for somebody must not be able to let others in as them.
      if (who.value.principal.type !== 'session') return problem(c, { code: 'not-allowed' })
      const { partnership, seat, principal } = who.value
      // A way back outlasts sitting in a seat of the sample, and would end its holder's own.
      if (homeIn(principal, partnership) !== null) return problem(c, { code: 'not-allowed' })
      const made = await issueRecovery(c.get('services'), partnership, seat.member, {
        by: null,
        as: lentAsIn(principal, partnership),
      })
      return c.json({ recoveryUrl: recoveryUrl(c, made.secret), expiresAt: made.expiresAt }, 201)
    })
    .openapi(forMember, async c => {
      const { id, member } = c.req.valid('param')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      if (who.value.principal.type !== 'session') return problem(c, { code: 'not-allowed' })
      const made = await issueRecoveryFor(c.get('services'), id, who.value.seat, member)
      if (!made.ok) return problem(c, { code: made.refusal })
      return c.json({ recoveryUrl: recoveryUrl(c, made.value.secret), expiresAt: made.value.expiresAt }, 201)
    })
}

/** The link that a recovery secret is given out as: at the address by which this server was asked. */
export function recoveryUrl(c: Ask, secret: string): string {
  return `${c.get('origin')}/recover/#${secret}`
}

function tooOften(c: Ask): Promise<number> {
  return c.get('services').limits.take('recover', c.get('approach').address)
}

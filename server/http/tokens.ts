import { createRoute, z } from '@hono/zod-openapi'
import { isBroker } from '../../shared/access/roles.ts'
import { homeIn, lentAsIn, mayUse } from '../access/principal.ts'
import { SCOPES } from '../access/scopes.ts'
import { createToken, TOKEN_DAYS } from '../access/tokens.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, idShape, jsonAnswer, jsonBody } from './shapes.ts'

const scopeShape = z.enum(SCOPES).openapi('Scope', {
  description:
    'read: see what the member sees. write: also edit, create documents, send commands. admin: also parties, members, invites, tokens. Never more than the member’s role allows.',
})

const create = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/tokens',
  tags: ['tools'],
  summary: 'An API token that acts as oneself',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({ scopes: z.array(scopeShape).min(1), expiresInDays: z.int().min(1).max(366).default(TOKEN_DAYS) })
        .openapi('NewToken'),
    ),
  },
  responses: {
    201: jsonAnswer(
      'Shown this once. Use it as `Authorization: Bearer`.',
      z.object({ id: idShape, token: z.string(), scopes: z.array(scopeShape), expiresAt: z.int() }),
    ),
    ...problems,
  },
})

const list = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/tokens',
  tags: ['tools'],
  summary: 'Tokens: one’s own, or everyone’s for brokers',
  request: { params: idParam },
  responses: {
    200: jsonAnswer(
      'Without the tokens themselves.',
      z.object({
        tokens: z.array(
          z.object({
            id: idShape,
            member: idShape,
            scopes: z.array(z.string()),
            expiresAt: z.int().nullable(),
            revoked: z.boolean(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/api/partnerships/{id}/tokens/{token}',
  tags: ['tools'],
  summary: 'Revoke a token; its sockets close at once',
  request: {
    params: idParam.extend({
      token: z.string().openapi({ param: { name: 'token', in: 'path' }, description: 'the token’s id' }),
    }),
  },
  responses: { 204: { description: 'Revoked.' }, ...problems },
})

/** API tokens for tools: each member makes their own (shown once); they and the brokers list and revoke them. */
export function tokenRoutes() {
  return createApi()
    .openapi(create, async c => {
      const { id } = c.req.valid('param')
      const { scopes, expiresInDays } = c.req.valid('json')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      const { principal, seat } = who.value
      // What is made in a seat of the sample would outlast sitting there.
      if (homeIn(principal, id) !== null) return problem(c, { code: 'not-allowed' })
      if (!scopes.every(scope => mayUse(principal, scope))) return problem(c, { code: 'scope-missing' })
      const { row, token } = await createToken(c.get('services'), {
        partnership: id,
        member: seat.member,
        scopes,
        lentAs: lentAsIn(principal, id),
        days: expiresInDays,
      })
      return c.json({ id: row.id, token, scopes, expiresAt: row.expiresAt ?? 0 }, 201)
    })
    .openapi(list, async c => {
      const { id } = c.req.valid('param')
      const who = await seated(c, id, 'read')
      if (!who.ok) return problem(c, who.refusal)
      const { seat } = who.value
      const rows = (await c.get('services').store.tokens(id)).filter(
        row => isBroker(seat.role) || row.member === seat.member,
      )
      const tokens = rows.map(row => ({
        id: row.id,
        member: row.member,
        scopes: row.scopes,
        expiresAt: row.expiresAt,
        revoked: row.revokedAt !== null,
      }))
      return c.json({ tokens }, 200)
    })
    .openapi(revoke, async c => {
      const { id, token } = c.req.valid('param')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      const { store, clock, live } = c.get('services')
      const row = (await store.tokens(id)).find(one => one.id === token)
      if (!row) return problem(c, { code: 'no-such-token' })
      if (!isBroker(who.value.seat.role) && row.member !== who.value.seat.member)
        return problem(c, { code: 'not-allowed' })
      // As with removal: a co-broker takes nothing from a broker.
      const holder = who.value.state.members.get(row.member)
      if (holder?.role === 'broker' && who.value.seat.role !== 'broker') return problem(c, { code: 'not-allowed' })
      await store.revokeToken(row.id, clock.now())
      live.end(row.tokenHash)
      return c.body(null, 204)
    })
}

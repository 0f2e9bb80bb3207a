import { createRoute, z } from '@hono/zod-openapi'
import { isBroker } from '../../shared/access/roles.ts'
import { createInvite, inviteLasts, INVITE_USES, revokeInvite, whyClosed } from '../access/invites.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { givenId, idParam, idShape, jsonAnswer, jsonBody } from './shapes.ts'

const roleShape = z.enum(['co-broker', 'representative', 'contributor', 'observer']).openapi('InviteRole', {
  description: 'A broker is never made by an invite.',
})

const create = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/invites',
  tags: ['people'],
  summary: 'Make an invite',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          role: roleShape,
          partyId: givenId.nullish(),
          maxUses: z.int().min(1).max(500).default(INVITE_USES),
          expiresInHours: z
            .int()
            .min(1)
            .max(24 * 90)
            .optional()
            .openapi({ description: 'Default: 14 days.' }),
          lobby: z.boolean().optional().openapi({ description: 'Not supported yet: true is refused.' }),
        })
        .openapi('NewInvite'),
    ),
  },
  responses: {
    201: jsonAnswer(
      'Made. The link, its secret and the code are shown this once.',
      z.object({
        id: idShape,
        url: z.string(),
        secret: z.string(),
        code: z.string(),
        expiresAt: z.int(),
        maxUses: z.int(),
      }),
    ),
    ...problems,
  },
})

const list = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/invites',
  tags: ['people'],
  summary: 'Invites: all for brokers, else one’s own',
  request: { params: idParam },
  responses: {
    200: jsonAnswer(
      'Newest first, without secrets.',
      z.object({
        invites: z.array(
          z.object({
            id: idShape,
            role: roleShape,
            partyId: idShape.nullable(),
            expiresAt: z.int(),
            maxUses: z.int(),
            uses: z.int(),
            createdAt: z.int(),
            createdBy: idShape,
            state: z.enum(['open', 'revoked', 'expired', 'used-up']),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/api/partnerships/{id}/invites/{invite}',
  tags: ['people'],
  summary: 'Revoke an invite, at once',
  request: { params: idParam.extend({ invite: z.string().openapi({ param: { name: 'invite', in: 'path' } }) }) },
  responses: { 204: { description: 'Revoked.' }, ...problems },
})

const stateOf = { 'invite-revoked': 'revoked', 'invite-expired': 'expired', 'invite-used-up': 'used-up' } as const

/** Invites by link and code: made (the secret shown once), listed without secrets, revoked at once. */
export function inviteRoutes() {
  return createApi()
    .openapi(create, async c => {
      const { id } = c.req.valid('param')
      const { role, partyId, maxUses, expiresInHours, lobby } = c.req.valid('json')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      if (lobby) return problem(c, { code: 'lobby-not-supported', field: 'lobby' })
      const wish = { role, party: partyId ?? null, maxUses, lastsMs: inviteLasts(expiresInHours) }
      const made = await createInvite(c.get('services'), id, who.value.seat, wish)
      if (!made.ok) return problem(c, { code: made.refusal })
      const { row, secret, code } = made.value
      const url = `${c.get('origin')}/j/#${secret}`
      return c.json({ id: row.id, url, secret, code, expiresAt: row.expiresAt, maxUses: row.maxUses }, 201)
    })
    .openapi(list, async c => {
      const { id } = c.req.valid('param')
      const who = await seated(c, id, 'read')
      if (!who.ok) return problem(c, who.refusal)
      const { store, clock } = c.get('services')
      const { seat } = who.value
      const rows = (await store.invites(id)).filter(row => isBroker(seat.role) || row.createdBy === seat.member)
      const invites = rows
        .sort((a, b) => b.createdAt - a.createdAt)
        .map(row => {
          const closed = whyClosed(row, clock.now())
          const { role, expiresAt, maxUses, uses, createdAt, createdBy } = row
          const state = closed ? stateOf[closed] : ('open' as const)
          return { id: row.id, role, partyId: row.party, expiresAt, maxUses, uses, createdAt, createdBy, state }
        })
      return c.json({ invites }, 200)
    })
    .openapi(revoke, async c => {
      const { id, invite } = c.req.valid('param')
      const who = await seated(c, id, 'admin')
      if (!who.ok) return problem(c, who.refusal)
      const done = await revokeInvite(c.get('services'), id, who.value.seat, invite)
      return done.ok ? c.body(null, 204) : problem(c, { code: done.refusal })
    })
}

import { createRoute, z } from '@hono/zod-openapi'
import { makerMayStill, needsParty } from '../access/invites.ts'
import { join, type JoinRefusal } from '../access/join.ts'
import { sitterIn } from '../access/lent.ts'
import { seatFrom, seatOf } from '../access/seats.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol.ts'
import { viewLedgers, viewMe } from '../partnerships/view.ts'
import { createApi } from './api.ts'
import { openInvite } from './guesses.ts'
import { problem, problems } from './problem.ts'
import { givenId, idShape, jsonAnswer, jsonBody, ledgersShape, meShape, roleShape, wordsShape } from './shapes.ts'
import { signIn } from './sign-in.ts'

const bySecret = z.object({ secret: z.string().max(100) })
const byCode = z.object({ code: z.string().max(100) })

const person = z.object({
  name: wordsShape(120),
  partyId: givenId.nullish(),
  shared: z
    .boolean()
    .default(false)
    .openapi({ description: 'A phone that several people use: a short session, and no device is remembered.' }),
  noticeRead: z
    .literal(true)
    .optional()
    .openapi({ description: '“I have read this”: browsers must send it, tools may leave it out.' }),
})

const partyShape = z.object({ id: idShape, name: z.string(), short: z.string(), initials: z.string(), mark: z.int() })

const preview = createRoute({
  method: 'post',
  path: '/api/invites/preview',
  tags: ['people'],
  summary: 'What an invite opens, before joining',
  request: { body: jsonBody(z.union([bySecret, byCode]).openapi('InviteKey')) },
  responses: {
    200: jsonAnswer(
      'The table that it leads to.',
      z
        .object({
          partnership: z.object({
            id: idShape,
            name: z.string(),
            purpose: z.string(),
            host: z.string(),
            brokerTitle: z.string(),
          }),
          invitedBy: z.object({ name: z.string(), role: roleShape }).nullable(),
          role: roleShape,
          party: partyShape.nullable().openapi({ description: 'The party that the invite is bound to.' }),
          parties: z.array(partyShape).openapi({ description: 'Parties to choose from; empty when bound.' }),
          partyNeeded: z.boolean(),
          expiresAt: z.int(),
          already: z
            .object({ member: idShape, name: z.string(), role: roleShape })
            .nullable()
            .openapi({ description: 'The seat that this browser has there already.' }),
        })
        .openapi('InvitePreview'),
    ),
    ...problems,
  },
})

const take = createRoute({
  method: 'post',
  path: '/api/join',
  tags: ['people'],
  summary: 'Join by link or code',
  request: { body: jsonBody(z.union([bySecret.extend(person.shape), byCode.extend(person.shape)]).openapi('Join')) },
  responses: {
    201: jsonAnswer(
      'In. The cookie in this answer is the session.',
      z.object({
        partnership: z.object({ id: idShape }),
        member: z.object({ id: idShape, role: roleShape }),
        me: meShape,
        ledgers: ledgersShape,
        protocol: z.int(),
      }),
    ),
    ...problems,
  },
})

/** Joining a partnership without an account. */
export function joinRoutes() {
  return createApi()
    .openapi(preview, async c => {
      const services = c.get('services')
      const found = await openInvite(c, c.req.valid('json'))
      if (!found.ok) return problem(c, found.refusal)
      const { partnership, role, party: bound, createdBy, expiresAt } = found.value
      const state = await services.ledger.state(partnership)
      const about = state.partnership
      if (!about) return problem(c, { code: 'invite-unknown' })
      if (!makerMayStill(state, found.value)) return problem(c, { code: 'invite-revoked' })
      const words = (commitment: string | null) => services.ledger.words(partnership, commitment)
      const parties = await Promise.all(
        [...state.parties.values()].map(async ({ id, name, short, initials, mark }) => ({
          id,
          name: await words(name),
          short: await words(short),
          initials: await words(initials),
          mark,
        })),
      )
      const inviter = state.members.get(createdBy)
      const principal = c.get('principal')
      const sitter = principal && sitterIn(state, principal, partnership)
      const seat = sitter && (await seatFrom(services.ledger, partnership, state, sitter))
      return c.json(
        {
          partnership: {
            id: partnership,
            name: await words(about.name),
            purpose: await words(about.purpose),
            host: await words(about.host),
            brokerTitle: await words(about.brokerTitle),
          },
          invitedBy: inviter ? { name: await words(inviter.name), role: inviter.role } : null,
          role,
          party: parties.find(party => party.id === bound) ?? null,
          parties: bound === null ? parties : [],
          partyNeeded: bound === null && needsParty(role),
          expiresAt,
          already: seat && { member: seat.member, name: seat.name, role: seat.role },
        },
        200,
      )
    })
    .openapi(take, async c => {
      const wish = c.req.valid('json')
      // The notice is for people; a program that joins has no eyes to read it with.
      if (c.req.header('origin') !== undefined && wish.noticeRead !== true)
        return problem(c, { code: 'notice-not-read', field: 'noticeRead' })
      const principal = c.get('principal')
      const session = principal?.type === 'session' ? principal.session : null
      const found = await openInvite(c, wish)
      if (!found.ok) return problem(c, found.refusal)
      const joined = await join(c.get('services'), wish, { name: wish.name, party: wish.partyId ?? null, session })
      if (!joined.ok) return problem(c, about(joined.refusal))
      const { partnership, member, role, isNew } = joined.value
      if (isNew) await signIn(c, partnership, member, { shared: wish.shared })
      const { ledger, store } = c.get('services')
      const seat = (await seatOf(ledger, partnership, member))!
      return c.json(
        {
          partnership: { id: partnership },
          member: { id: member, role },
          // With these the page can follow the ledgers without asking once more.
          me: viewMe(seat),
          ledgers: await viewLedgers(store, partnership, seat),
          protocol: PROTOCOL_VERSION,
        },
        201,
      )
    })
}

function about(code: JoinRefusal) {
  return code.startsWith('party') || code === 'no-such-party' ? { code, field: 'partyId' } : { code }
}

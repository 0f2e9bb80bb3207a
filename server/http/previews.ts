import { createRoute, z } from '@hono/zod-openapi'
import { previewSeat } from '../access/previews.ts'
import { initialsOf } from '../access/seats.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { givenId, idParam, jsonAnswer, jsonBody, wordsShape } from './shapes.ts'

const open = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/previews',
  tags: ['people'],
  summary: 'Look as somebody else would',
  description:
    'For brokers and co-brokers. Send the token as the header `trestle-preview` (sockets: `?preview=`) with this session’s cookie: every route answers as it would answer that seat, and no route does anything. Nobody sees it, and nothing is recorded. It ends after half an hour, with the session, or when the broker’s role changes.',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          role: z.enum(['representative', 'contributor', 'observer']),
          partyId: givenId.nullish(),
          name: wordsShape(120).openapi({ description: 'What the seat is called meanwhile.' }),
        })
        .openapi('NewPreview'),
    ),
  },
  responses: { 201: jsonAnswer('Shown this once.', z.object({ token: z.string(), expiresAt: z.int() })), ...problems },
})

/** Looking as a party's representative, a contributor or an observer: what they would get, and not a byte more. */
export function previewRoutes() {
  return createApi().openapi(open, async c => {
    const { id } = c.req.valid('param')
    const { role, partyId, name } = c.req.valid('json')
    const who = await seated(c, id, 'admin')
    if (!who.ok) return problem(c, who.refusal)
    const { state, seat, principal } = who.value
    if (principal.type !== 'session') return problem(c, { code: 'not-allowed' })
    const { ledger, previews } = c.get('services')
    const party = state.parties.get(partyId ?? '')
    const initials = party && role !== 'observer' ? await ledger.words(id, party.initials) : initialsOf(name)
    const wish = { role, party: partyId ?? null, name, initials }
    const from = previewSeat(state, seat.member, wish)
    if (!from.ok) return problem(c, { code: from.refusal, field: 'partyId' })
    const look = { partnership: id, seat: from.value, by: seat.member, session: principal.credential }
    return c.json(previews.open(look), 201)
  })
}

import { createRoute, z } from '@hono/zod-openapi'
import { newId } from '../../shared/ids.ts'
import { initialsOf } from '../access/seats.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, idShape, jsonAnswer, jsonBody, sectorShape, wordsShape } from './shapes.ts'

const add = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/parties',
  tags: ['people'],
  summary: 'Add a party (brokers)',
  request: {
    params: idParam,
    body: jsonBody(
      z
        .object({
          name: wordsShape(200),
          sector: sectorShape,
          short: wordsShape(60).optional(),
          initials: wordsShape(3).optional(),
          standing: z.enum(['partner', 'associate']).default('partner'),
        })
        .openapi('NewParty'),
    ),
  },
  responses: { 201: jsonAnswer('Added; its mark was dealt by lot.', z.object({ id: idShape })), ...problems },
})

/** Adding a party by a plain route; the rest of a party's life are commands. */
export function partyRoutes() {
  return createApi().openapi(add, async c => {
    const { id } = c.req.valid('param')
    const { name, sector, short, initials, standing } = c.req.valid('json')
    const who = await seated(c, id, 'admin')
    if (!who.ok) return problem(c, who.refusal)
    const party = newId()
    const done = await c.get('services').ledger.execute(id, who.value.seat, {
      id: newId(),
      type: 'party.add',
      party,
      name,
      sector,
      standing,
      short: short ?? ([...name].length <= 24 ? name : initialsOf(name, 3)),
      initials: initials ?? initialsOf(name),
    })
    return done.ok ? c.json({ id: party }, 201) : problem(c, done.refusal)
  })
}

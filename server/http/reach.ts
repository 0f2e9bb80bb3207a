import { createRoute, z } from '@hono/zod-openapi'
import { isBroker } from '../../shared/access/roles.ts'
import { isLoopback } from '../reach/addresses.ts'
import { type Ask, createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, jsonAnswer } from './shapes.ts'

const reach = createRoute({
  method: 'get',
  path: '/api/partnerships/{id}/reach',
  tags: ['people'],
  summary: 'How others reach this server; for brokers',
  description:
    'The machine’s addresses are told only to a broker who sits at that machine: whoever came over a network knows one already.',
  request: { params: idParam },
  responses: {
    200: jsonAnswer(
      'Who can reach it, and by which addresses, likeliest first.',
      z
        .object({
          listening: z.enum(['loopback', 'network']).openapi({ description: 'loopback: only the machine itself.' }),
          https: z.enum(['off', 'self-signed', 'files']).openapi({ description: 'What the server speaks by itself.' }),
          publicUrl: z.string().nullable(),
          addresses: z.array(
            z.object({
              url: z.string(),
              kind: z.enum(['private', 'public', 'name', 'link-local', 'ipv6', 'tunnel']),
              network: z.string(),
            }),
          ),
        })
        .openapi('Reach'),
    ),
    ...problems,
  },
})

/** How phones get here: asked by the page where people are invited. */
export function reachRoutes() {
  return createApi().openapi(reach, async c => {
    const who = await seated(c, c.req.valid('param').id, 'read')
    if (!who.ok) return problem(c, who.refusal)
    if (!isBroker(who.value.seat.role)) return problem(c, { code: 'not-allowed' })
    const { config, reach: look } = c.get('services')
    const { listening, https, addresses } = look()
    const shown = config.publicUrl === null && sitsHere(c) ? addresses : []
    return c.json({ listening, https, publicUrl: config.publicUrl, addresses: shown }, 200)
  })
}

/** Does this request come from a browser on the server's own machine, and through no proxy that says it is one? */
function sitsHere(c: Ask): boolean {
  const peer = c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  const asked = URL.parse(c.get('origin'))?.hostname.replace(/^\[|\]$/g, '') ?? ''
  const relayed = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'].some(
    name => c.req.header(name) !== undefined,
  )
  return isLoopback(peer) && isLoopback(asked) && !relayed
}

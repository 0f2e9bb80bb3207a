import { createRoute, z } from '@hono/zod-openapi'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { jsonAnswer } from './shapes.ts'

const live = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['operation'],
  summary: 'Liveness: the process answers',
  responses: { 200: jsonAnswer('Alive.', z.object({ status: z.literal('alive') })) },
})

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['operation'],
  summary: 'Readiness: the store answers and the server is not going down',
  responses: { 200: jsonAnswer('Ready.', z.object({ status: z.literal('ready') })), ...problems },
})

const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['operation'],
  summary: 'Figures for Prometheus',
  description: 'Holds no ids, names or addresses. Keep it off the public net with the proxy if you like.',
  responses: { 200: { description: 'Prometheus text.', content: { 'text/plain': { schema: z.string() } } } },
})

/** What whoever runs the server watches. */
export function healthRoutes() {
  return createApi()
    .openapi(live, c => c.json({ status: 'alive' as const }, 200))
    .openapi(ready, async c => {
      const { state, store, log } = c.get('services')
      if (state.phase === 'draining') return problem(c, { code: 'draining', retryAfter: 2 })
      if (state.phase === 'starting') return problem(c, { code: 'not-ready', retryAfter: 1 })
      try {
        await store.hasPartnership('-')
      } catch (error) {
        log.error({ error: String(error) }, 'the store does not answer')
        return problem(c, { code: 'not-ready', retryAfter: 5 })
      }
      return c.json({ status: 'ready' as const }, 200)
    })
    .openapi(metrics, async c => {
      const { registry } = c.get('services').metrics
      return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
    })
}

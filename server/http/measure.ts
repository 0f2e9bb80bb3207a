import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { ApiEnv } from './api.ts'
import type { Metrics } from './metrics.ts'
import { CODE_HEADER } from './problem.ts'

/** Counts every answer by its route, and every refusal by its code. */
export function measure(metrics: Metrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const started = performance.now()
    await next()
    const pattern = routePath(c)
    metrics.answered(c.req.method, pattern, c.res.status, (performance.now() - started) / 1000)
    const code = c.res.headers.get(CODE_HEADER)
    if (code !== null) metrics.refused(code)
  }
}

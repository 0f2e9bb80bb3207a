import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Approach } from '../access/address.ts'
import type { Principal } from '../access/principal.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'

/** What middleware has learned of a request before a route sees it. */
export type Variables = {
  services: Services
  /** Peer or forwarded address, and whether the person's own line is https. */
  approach: Approach
  /** Where people reach this server: TRESTLE_PUBLIC_URL, or scheme, host and port as this request was sent. */
  origin: string
  /** Who sends it; `idle` when the session ended but the device is known. */
  principal: Principal | null
  idle: boolean
  badToken: boolean
  /** It came from a page in which somebody looks as another; whether the look goes on, `principal` says. */
  looking: boolean
}

/** Types of every route. */
export type ApiEnv = { Bindings: Partial<HttpBindings>; Variables: Variables }

/** A context of a route. */
export type Ask = Context<ApiEnv>

/** A set of routes. */
export type Api = OpenAPIHono<ApiEnv>

/** An empty set of routes whose schema errors are answered as problems with one sentence per field. */
export function createApi(): Api {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return
      const errors = result.error.issues.map(issue => ({
        field: issue.path.map(String).join('.'),
        message: issue.message,
      }))
      const [first] = errors
      return problem(c, { code: 'invalid', detail: first && `${first.field || 'body'}: ${first.message}`, errors })
    },
  })
}

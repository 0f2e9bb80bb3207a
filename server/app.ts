import { HTTPException } from 'hono/http-exception'
import { type Api, createApi } from './http/api.ts'
import { clientPages } from './http/client.ts'
import { commandRoutes } from './http/commands.ts'
import { documentRoutes } from './http/documents.ts'
import { exportRoutes } from './http/export.ts'
import { arrive, capBodies, onlyLooking, recognise, sameOrigin } from './http/gate.ts'
import { CONTENT_SECURITY_POLICY, safeHeaders } from './http/headers.ts'
import { healthRoutes } from './http/health.ts'
import { historyRoutes } from './http/history.ts'
import { importRoutes } from './http/import.ts'
import { inviteRoutes } from './http/invites.ts'
import { joinRoutes } from './http/join.ts'
import { ledgerRoutes } from './http/ledger.ts'
import { measure } from './http/measure.ts'
import { memberRoutes } from './http/members.ts'
import { describeApi } from './http/openapi.ts'
import { partnershipRoutes } from './http/partnerships.ts'
import { partyRoutes } from './http/parties.ts'
import { previewRoutes } from './http/previews.ts'
import { problem } from './http/problem.ts'
import { recoveryRoutes } from './http/recovery.ts'
import { reachRoutes } from './http/reach.ts'
import type { Services } from './http/services.ts'
import { seatRoutes } from './http/seats.ts'
import { sessionRoutes } from './http/session.ts'
import { syncRoutes } from './http/sync.ts'
import { settingsRoutes } from './http/settings.ts'
import { ticketRoutes } from './http/tickets.ts'
import { tokenRoutes } from './http/tokens.ts'
import { venueRoutes } from './http/venue.ts'

/** Every route of the server over the given services. `client` is the folder of the built client, or null for none. */
export function createApp(services: Services, client: string | null = null): Api {
  const app = createApi()
  app.use(measure(services.metrics), safeHeaders(), arrive(services))
  app.use('/api/*', sameOrigin(), recognise(), onlyLooking(), capBodies())
  app.use('/sync/*', recognise())
  const routes = [
    healthRoutes(),
    importRoutes(),
    partnershipRoutes(),
    partyRoutes(),
    inviteRoutes(),
    joinRoutes(),
    memberRoutes(),
    sessionRoutes(),
    recoveryRoutes(),
    settingsRoutes(),
    previewRoutes(),
    seatRoutes(),
    documentRoutes(),
    historyRoutes(),
    ticketRoutes(),
    tokenRoutes(),
    commandRoutes(),
    ledgerRoutes(),
    exportRoutes(),
    reachRoutes(),
    venueRoutes(),
    syncRoutes(),
  ]
  for (const one of routes) app.route('/', one)
  describeApi(app)
  app.all('/api/*', c => problem(c, { code: 'no-such-route' }))
  if (client !== null)
    app.get(
      '/*',
      clientPages(client, { worker: services.config.serviceWorker === 'on', headers: CONTENT_SECURITY_POLICY }),
    )
  app.notFound(c => problem(c, { code: 'no-such-route' }))
  app.onError((error, c) => {
    if (error instanceof HTTPException) {
      if (error.status === 415) return problem(c, { code: 'not-json' })
      if (error.status === 413) return problem(c, { code: 'too-large' })
      if (error.status === 400) return problem(c, { code: 'bad-json' })
    }
    services.log.error(
      { error: error.stack ?? String(error), method: c.req.method, path: c.req.path },
      'a request failed',
    )
    return problem(c, { code: 'internal' })
  })
  return app
}

import { z } from '@hono/zod-openapi'
import type { FactType } from '../../shared/ledger/facts.ts'
import { CLOSE } from '../../shared/protocol.ts'
import type { Api } from './api.ts'
import { idParam } from './shapes.ts'

// Keyed by the type, so that a new fact does not compile until it is listed here.
const FACTS: Record<FactType, true> = {
  'partnership.imported': true,
  'partnership.created': true,
  'partnership.renamed': true,
  'party.added': true,
  'party.changed': true,
  'member.joined': true,
  'member.changed': true,
  'member.left': true,
  'recovery.issued': true,
  'recovery.used': true,
  'invite.created': true,
  'invite.used': true,
  'invite.revoked': true,
  'document.created': true,
  'document.renamed': true,
  'document.archived': true,
  'document.restored': true,
  'stage.set': true,
  'artifact.marked': true,
  'question.set': true,
  'rating.given': true,
  'rating.agreed': true,
  'clause.moved': true,
  'assent.given': true,
  'proposal.opened': true,
  'proposal.amended': true,
  'proposal.withdrawn': true,
  'position.taken': true,
  'position.confirmed': true,
  'objection.raised': true,
  'objection.moved': true,
  'decision.closed': true,
  'comment.added': true,
  'comment.changed': true,
  'comment.erased': true,
  'thread.resolved': true,
  'thread.reopened': true,
  'version.named': true,
  'history.retained': true,
  'history.restored': true,
}

/** Serves `GET /api/openapi.json`, made from the schemas that validate. */
export function describeApi(api: Api): void {
  const { openAPIRegistry } = api
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'trestle_<port>',
  })
  openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  openAPIRegistry.register('FactType', z.enum(Object.keys(FACTS) as [FactType, ...FactType[]]))
  openAPIRegistry.registerPath({
    method: 'get',
    path: '/sync/{id}',
    tags: ['documents'],
    summary: 'A WebSocket that follows and edits a document',
    description: `y-protocols sync (0), awareness (1), query awareness (3), V1 encoding. Authorised by the session cookie with a same-origin Origin, by \`?ticket=\`, or by a Bearer token without an Origin. \`?ext=1\` asks for Trestle's own messages from 100 on. Close codes, sent after the upgrade: ${Object.entries(
      CLOSE,
    )
      .map(([name, code]) => `${code} ${name}`)
      .join(', ')}. 4400–4499 are final.`,
    request: {
      params: idParam,
      query: z.object({
        ticket: z
          .string()
          .optional()
          .openapi({ param: { name: 'ticket', in: 'query' } }),
        ext: z
          .enum(['1'])
          .optional()
          .openapi({ param: { name: 'ext', in: 'query' } }),
      }),
    },
    responses: {
      101: { description: 'Upgraded.' },
      403: { description: 'Foreign Origin; the header `trestle-problem` has the code.' },
      400: { description: 'Not a WebSocket handshake.' },
      503: { description: 'Overloaded or restarting.' },
    },
  })
  api.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Trestle',
      version: '1',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      description: 'Everything that the interface does. Errors are RFC 9457 problems with a stable `code`.',
    },
    security: [{ session: [] }, { token: [] }],
  })
}

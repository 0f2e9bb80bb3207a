import { createRoute, z } from '@hono/zod-openapi'
import { type CommandType, commandSchema } from '../../shared/ledger/commands.ts'
import { followCommand } from './after-command.ts'
import { createApi } from './api.ts'
import { problem, problems } from './problem.ts'
import { seated } from './seated.ts'
import { idParam, jsonAnswer, jsonBody } from './shapes.ts'

// Who is at the table, what the table is called and what of the past is let go: beyond what a tool that only edits needs.
const ADMIN: ReadonlySet<CommandType> = new Set([
  'partnership.rename',
  'party.add',
  'party.change',
  'member.change',
  'history.retain',
])

const TALK: ReadonlySet<CommandType> = new Set(['comment.add', 'comment.change'])

const send = createRoute({
  method: 'post',
  path: '/api/partnerships/{id}/commands',
  tags: ['ledger'],
  summary: 'Ask the ledger to record something',
  description:
    'Answered when the facts are on disk. The same `id` again gives the same answer. A refusal is a problem with its reason as `code`.',
  request: { params: idParam, body: jsonBody(commandSchema.openapi('Command')) },
  responses: {
    200: jsonAnswer('Recorded; `seq` is the last entry that came of it.', z.object({ seq: z.int() })),
    ...problems,
  },
})

/** The one door to the ledger for people's acts: parses a command, has it ruled on and answers its seq or the refusal. */
export function commandRoutes() {
  return createApi().openapi(send, async c => {
    const { id } = c.req.valid('param')
    const command = c.req.valid('json')
    const scope = ADMIN.has(command.type) ? 'admin' : 'write'
    const who = await seated(c, id, scope, TALK.has(command.type) ? 'talk' : 'change')
    if (!who.ok) return problem(c, who.refusal)
    const done = await c.get('services').ledger.execute(id, who.value.seat, command)
    if (!done.ok) return problem(c, done.refusal)
    await followCommand(c.get('services'), id, command)
    return c.json(done.value, 200)
  })
}

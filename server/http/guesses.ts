import { accept, type Result, refuse } from '../../shared/result.ts'
import { type ClosedInvite, findInvite } from '../access/invites.ts'
import { createQueue, type Queue } from '../ledger/queue.ts'
import type { InviteRow } from '../ports.ts'
import type { Ask } from './api.ts'
import type { Trouble } from './problem.ts'
import type { Services } from './services.ts'

// One at a time for each address, or many sent at once would all be looked up before the first is counted.
const turns = new WeakMap<Services, Map<string, Queue>>()

/**
 * The invite behind a link's secret or a typed code. Wrong codes count against the address and the session; a secret of 256
 * bits cannot be guessed, so that links open for a whole workshop behind one address whatever a neighbour types.
 */
export async function openInvite(
  c: Ask,
  by: { secret: string } | { code: string },
): Promise<Result<InviteRow, Trouble & { code: ClosedInvite | 'too-many-requests' }>> {
  if ('secret' in by) return told(await findInvite(c.get('services'), by))
  return inTurn(c, async () => {
    const wait = await guessesLeft(c)
    if (wait > 0) return refuse({ code: 'too-many-requests', retryAfter: wait })
    const found = await findInvite(c.get('services'), by)
    if (!found.ok && found.refusal === 'invite-unknown') await wrongGuess(c)
    return told(found)
  })
}

function told<Code>(found: Result<InviteRow, Code>): Result<InviteRow, { code: Code }> {
  return found.ok ? accept(found.value) : refuse({ code: found.refusal })
}

async function inTurn<T>(c: Ask, task: () => Promise<T>): Promise<T> {
  const services = c.get('services')
  const queues = turns.get(services) ?? new Map<string, Queue>()
  turns.set(services, queues)
  const { address } = c.get('approach')
  const queue = queues.get(address) ?? createQueue()
  queues.set(address, queue)
  try {
    return await queue.run(task)
  } finally {
    if (queue.idle) queues.delete(address)
  }
}

async function guessesLeft(c: Ask): Promise<number> {
  const { limits } = c.get('services')
  const session = sessionOf(c)
  const byAddress = await limits.wait('guess', c.get('approach').address)
  return Math.max(byAddress, session === null ? 0 : await limits.wait('guessBySession', session))
}

async function wrongGuess(c: Ask): Promise<void> {
  const { limits } = c.get('services')
  const session = sessionOf(c)
  await limits.take('guess', c.get('approach').address)
  if (session !== null) await limits.take('guessBySession', session)
}

function sessionOf(c: Ask): string | null {
  const principal = c.get('principal')
  return principal?.type === 'session' ? principal.session.id : null
}

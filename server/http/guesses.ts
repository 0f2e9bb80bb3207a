import type { Ask } from './api.ts'
import type { Trouble } from './problem.ts'

/** A refusal while this address or session has guessed wrong too often; null when it may try. */
export async function guessesLeft(c: Ask): Promise<Trouble | null> {
  const { limits } = c.get('services')
  const session = sessionOf(c)
  const waits = [
    await limits.wait('guess', c.get('approach').address),
    session === null ? 0 : await limits.wait('guessBySession', session),
  ]
  const wait = Math.max(...waits)
  return wait > 0 ? { code: 'too-many-requests', retryAfter: wait } : null
}

/** Counts a wrong link or code. */
export async function wrongGuess(c: Ask): Promise<void> {
  const { limits } = c.get('services')
  const session = sessionOf(c)
  await limits.take('guess', c.get('approach').address)
  if (session !== null) await limits.take('guessBySession', session)
}

function sessionOf(c: Ask): string | null {
  const principal = c.get('principal')
  return principal?.type === 'session' ? principal.session.id : null
}

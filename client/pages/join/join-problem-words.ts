import { msg } from '@lit/localize'

/**
 * Why joining did not work and what to do next. The join page has its own few words instead of the whole list of refusals,
 * so that it stays small on a bad line.
 */
export function joinProblemWords(problem: { code: string; retryAfter?: number }): { heading: string; words: string } {
  switch (problem.code) {
    case 'invite-revoked':
      return {
        heading: msg('This invite was withdrawn'),
        words: msg('Whoever made it closed it. Ask who invited you for a new link or code.'),
      }
    case 'invite-expired':
      return {
        heading: msg('This invite has run out'),
        words: msg('Links and codes work for a limited time. Ask who invited you for a new one.'),
      }
    case 'invite-used-up':
      return {
        heading: msg('This invite has been used as often as it can be'),
        words: msg('Each invite serves a set number of people. Ask who invited you for a new one.'),
      }
    case 'invite-unknown':
      return {
        heading: msg('This link or code opens nothing here'),
        words: msg('A letter may be missing. Look at it again, type the code below, or ask who invited you.'),
      }
    case 'offline':
      return {
        heading: msg('The server cannot be reached'),
        words: msg('Check your connection and try again. In a meeting room, ask which network to use.'),
      }
    case 'too-many-requests':
      return {
        heading: msg('Too many tries at once'),
        words: msg('Wait a minute and try again.'),
      }
    case 'party-required':
      return { heading: msg('One thing is missing'), words: msg('Say for which party you speak.') }
    case 'party-fixed':
    case 'no-such-party':
      return { heading: msg('This party cannot be chosen'), words: msg('Choose another, or ask who invited you.') }
    case 'recovery-unknown':
      return {
        heading: msg('This recovery link opens nothing here'),
        words: msg('A letter may be missing. Open the whole link again, or ask the broker for a way back.'),
      }
    case 'recovery-used':
      return {
        heading: msg('This recovery link was used'),
        words: msg('Each recovery link works once. Use the newest one you have, or ask the broker for a way back.'),
      }
    case 'recovery-replaced':
      return {
        heading: msg('A newer recovery link took the place of this one'),
        words: msg('Use the newest one you have, or ask the broker for a way back.'),
      }
    case 'recovery-expired':
      return {
        heading: msg('This recovery link has run out'),
        words: msg('Ask the broker for a way back: they can make a new link for you.'),
      }
    default:
      return {
        heading: msg('This did not work'),
        words: msg('Try again in a moment. If it stays, tell who invited you.'),
      }
  }
}

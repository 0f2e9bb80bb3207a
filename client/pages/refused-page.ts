import { msg } from '@lit/localize'
import type { TemplateResult } from 'lit'
import { refusalWords } from '../ledger/refusal-words.ts'
import { path } from '../room/navigate.ts'
import type { Problem } from '../sync/api.ts'
import { noticePage } from './notice-page.ts'

/** Why a partnership does not open here, and the way on. */
export function refusedPage(problem: Problem, again: () => void): TemplateResult {
  const home = { label: msg('To my partnerships'), href: path.home() }
  const join = { label: msg('Join with a link or a code'), href: path.join() }
  const words = refusalWords(problem)
  switch (problem.code) {
    case 'offline':
      return noticePage({
        heading: msg('The server cannot be reached'),
        words: msg(
          'There is no line to the server, and this device has no copy of this table. It opens by itself when the line is back.',
        ),
        act: { label: msg('Try again'), run: again },
        more: home,
      })
    case 'removed':
      return noticePage({ heading: msg('You are no longer at this table'), words, act: home, more: join })
    case 'signed-out':
    case 'no-session':
    case 'session-idle':
      return noticePage({ heading: msg('This browser is signed out here'), words, act: join, more: home })
    case 'no-such-partnership':
      return noticePage({ heading: msg('There is nothing at this address'), words, act: home, more: join })
    default:
      return noticePage({ heading: msg('This table is not open to this browser'), words, act: join, more: home })
  }
}

/** Nothing stands at this address of a partnership that is open: the way back to its table. */
export function astrayPage(partnership: string): TemplateResult {
  return noticePage({
    head: false,
    heading: msg('There is nothing at this address'),
    words: msg('The link may be cut off or mistyped. The table is where everything of this partnership begins.'),
    act: { label: msg('To the table'), href: path.table(partnership) },
  })
}

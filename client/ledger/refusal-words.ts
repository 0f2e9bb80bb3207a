import { msg } from '@lit/localize'
import type { RefusalCode } from '../../shared/ledger/refusals.ts'
import { documentProblemWords } from './document-problem-words.ts'
import { importProblemWords } from './import-problem-words.ts'
import { requestProblemWords } from './request-problem-words.ts'

/** Anything that says by a code why something did not happen: a refusal, a problem of HTTP, a refused edit. */
export type Failure = { code: string; subject?: string }

/** Says in plain words why it did not happen and what to do next. A code that this version does not know gets general words. */
export function refusalWords(failure: Failure): string {
  const code = failure.code as RefusalCode
  return (
    ledgerWords(code) ??
    requestProblemWords(failure.code) ??
    documentProblemWords(failure.code) ??
    importProblemWords(failure) ??
    general()
  )
}

function general(): string {
  return msg('This did not work. Reload the page and try again; if it stays, tell the broker.')
}

/** Words for a refusal by the ledger's rules; null for a code that is none. */
function ledgerWords(code: RefusalCode): string | null {
  switch (code) {
    case 'not-allowed':
      return msg('Your role does not allow this. Ask the broker if you need it.')
    case 'not-a-party':
      return msg('Only someone who speaks for a party can do this. Ask the broker to give you a party.')
    case 'no-such-party':
      return msg('This party is no longer at the table. Choose another one.')
    case 'no-such-member':
      return msg('This person is no longer at the table.')
    case 'no-such-document':
      return msg('This canvas is gone. Go back to the table and choose another.')
    case 'no-such-clause':
      return msg('This clause was removed. Go back to the agreement.')
    case 'no-such-proposal':
      return msg('This proposal is not there. Go back to the decision log.')
    case 'no-such-stakeholder':
      return msg('This stakeholder was removed. Bring it back with Undo, or choose another.')
    case 'no-such-objection':
      return msg('This objection is not there any more. Look at the proposal again.')
    case 'no-such-invite':
      return msg('This invite is not there any more. Make a new one.')
    case 'text-changed':
      return msg('The text changed while you were reading. Read it again, then decide.')
    case 'text-empty':
      return msg('There are no words yet. Write them first.')
    case 'already-open':
      return msg('This was opened already. Look at it in the decision log.')
    case 'proposal-closed':
      return msg('This proposal is closed. Draft a new one if it needs another look.')
    case 'not-in-electorate':
      return msg('Your party does not decide on this one. You can still say what you think to those who do.')
    case 'not-the-objector':
      return msg('Only the party that objected can do this. Ask them.')
    case 'not-everyone-has-spoken':
      return msg('Not everyone has spoken yet. Wait for them, or until the closing time.')
    case 'opener-takes-no-position':
      return msg('Whoever runs the process takes no position.')
    case 'reason-required':
      return msg('Give your reason, so that the others can work with it.')
    case 'value-unknown':
      return msg('This proposal is decided in another way. Choose one of the positions shown.')
    case 'closes-in-the-past':
      return msg('The closing time has passed. Choose a later one.')
    case 'no-electorate':
      return msg('Nobody would decide. Choose at least one party.')
    case 'rating-out-of-range':
      return msg('Ratings go from 0 to 10. Choose one in between.')
    case 'last-broker':
      return msg('A partnership needs a broker. Make someone else broker first.')
    case 'nothing-changed':
      return msg('Nothing would change: it is like this already.')
    case 'marks-exhausted':
      return msg('There are twelve marks, and all are taken. No party can be added.')
    case 'no-such-row':
      return msg('What this is about was removed. Your words are kept here: copy them, or say them somewhere else.')
    case 'no-such-thread':
      return msg('This thread is not there. Begin a new one with your words.')
    case 'no-such-comment':
      return msg('This comment is not there any more.')
    case 'not-the-author':
      return msg('Only whoever wrote a comment can change it. Answer it instead.')
    case 'comment-erased':
      return msg('This comment was erased. Write a new one.')
    case 'mention-outside':
      return msg('Somebody you mention cannot see this canvas. Take the name out, or ask them elsewhere.')
    case 'stage-skipped':
      return msg('The short cycle stops at stages A and C only. Choose one of them, or the full cycle.')
    case 'too-long':
      return msg('This is too long. Shorten it and try again.')
    case 'document-archived':
      return msg('This canvas is archived. Restore it first.')
    case 'not-integrated':
      return msg('No new version says that it takes up this objection. Amend the proposal first.')
    case 'own-objection-open':
      return msg('Your own objection still stands. Settle it first: say that it is resolved, or withdraw it.')
    case 'invalid':
      return msg('Something here is not as it should be. Look through what you entered.')
    default:
      code satisfies never
      return null
  }
}

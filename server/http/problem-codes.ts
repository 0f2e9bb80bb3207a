import type { RefusalCode } from '../../shared/ledger/refusals.ts'
import type { ImportRefusal } from '../ports.ts'
import type { GuardRefusal } from '../services.ts'

/** HTTP statuses that a problem can have. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503

/** Codes of the HTTP layer itself, beside the refusals of the ledger and of the guard. */
export type RequestProblemCode =
  | 'no-session'
  | 'session-idle'
  | 'bad-token'
  | 'foreign-origin'
  | 'scope-missing'
  | 'not-a-member'
  | 'no-such-partnership'
  | 'no-such-route'
  | 'no-such-token'
  | 'no-such-boundary'
  | 'bad-json'
  | 'not-json'
  | 'too-large'
  | 'too-many-requests'
  | 'invite-unknown'
  | 'invite-revoked'
  | 'invite-expired'
  | 'invite-used-up'
  | 'party-required'
  | 'party-fixed'
  | 'notice-not-read'
  | 'seat-not-open'
  | 'recovery-unknown'
  | 'recovery-used'
  | 'recovery-replaced'
  | 'recovery-expired'
  | 'only-looking'
  | 'preview-over'
  | 'lobby-not-supported'
  | 'boundary-not-supported'
  | 'unknown-kind'
  | 'unknown-template'
  | 'not-a-canvas'
  | 'handshake'
  | 'import-wish'
  | 'export-busy'
  | 'history-busy'
  | 'no-such-point'
  | ImportRefusal['code']
  | 'draining'
  | 'not-ready'
  | 'internal'

/** Every `code` that a problem document can have. */
export type ProblemCode = RequestProblemCode | RefusalCode | GuardRefusal['code']

type Entry = { status: ProblemStatus; title: string }
const entry = (status: ProblemStatus, title: string): Entry => ({ status, title })

/** The status and the plain English title of each code. Codes are stable; the client has its own words in each language. */
export const PROBLEMS: Readonly<Record<ProblemCode, Entry>> = {
  'no-session': entry(401, 'You are not at any table with this browser. Join by a link or a code.'),
  'session-idle': entry(401, 'You were away for long. This device is still known: come back with POST /api/return.'),
  'bad-token': entry(401, 'This API token is unknown, expired or revoked.'),
  'foreign-origin': entry(403, 'This request came from another site.'),
  'scope-missing': entry(403, 'This API token may not do that.'),
  'not-a-member': entry(403, 'You are not a member of this partnership.'),
  'no-such-partnership': entry(404, 'There is no such partnership.'),
  'no-such-route': entry(404, 'There is nothing at this address.'),
  'no-such-token': entry(404, 'There is no such API token.'),
  'no-such-boundary': entry(404, 'There is no such boundary here, or none that you may see.'),
  'bad-json': entry(400, 'The body is not JSON.'),
  'not-json': entry(415, 'Send JSON with the content type application/json.'),
  'too-large': entry(413, 'This is too large.'),
  'too-many-requests': entry(429, 'Too many at once. Wait a little.'),
  'invite-unknown': entry(404, 'No invite has this link or code.'),
  'invite-revoked': entry(410, 'This invite was withdrawn.'),
  'invite-expired': entry(410, 'This invite has expired.'),
  'invite-used-up': entry(410, 'This invite was used as often as it can be.'),
  'party-required': entry(422, 'Say for which party you speak.'),
  'party-fixed': entry(422, 'This invite is for another party.'),
  'seat-not-open': entry(403, 'Only who began the sample takes seats in it, and only those of its own people.'),
  'notice-not-read': entry(422, 'Read the notice first and say so.'),
  'recovery-unknown': entry(404, 'This recovery link is unknown.'),
  'recovery-used': entry(410, 'This recovery link was used. Each works once.'),
  'recovery-replaced': entry(
    410,
    'This recovery link was replaced by a newer one, or whoever made it may not any more.',
  ),
  'recovery-expired': entry(410, 'This recovery link has expired.'),
  'only-looking': entry(403, 'You are looking as somebody else: nothing is done.'),
  'preview-over': entry(401, 'This look as somebody else is over. Open it again.'),
  'lobby-not-supported': entry(422, 'Lobbies are not supported yet: leave "lobby" out.'),
  'boundary-not-supported': entry(
    422,
    'Documents can be for the whole partnership or for its brokers; other boundaries come later.',
  ),
  'unknown-kind': entry(422, 'This version does not know this kind of document.'),
  'unknown-template': entry(422, 'There is no such template.'),
  'document-archived': entry(409, 'This document is archived. Restore it first.'),
  'not-a-canvas': entry(403, 'Only the server writes this document.'),
  'import-wish': entry(422, 'Say who brings the export in, in the header trestle-wish.'),
  'import-busy': entry(503, 'Other exports are being read. Try again in a moment.'),
  'export-busy': entry(503, 'Others are taking their exports just now. Try again in a moment.'),
  'history-busy': entry(503, 'Others are looking into the past just now. Try again in a moment.'),
  'no-such-point': entry(404, 'The past of this canvas does not reach there, or is not kept any more.'),
  'export-unreadable': entry(422, 'This is not a whole zip file.'),
  'export-too-big': entry(413, 'This holds more than an export may.'),
  'export-foreign': entry(422, 'This zip is not an export of a partnership.'),
  'export-newer': entry(422, 'This export was made by another version of Trestle.'),
  'export-tampered': entry(422, 'This export does not hold: it was changed after it was made.'),
  'export-slow': entry(422, 'This export could not be read in the time that any may take.'),
  handshake: entry(400, 'This is not a WebSocket handshake.'),
  draining: entry(503, 'The server is restarting. Try again in a moment.'),
  'not-ready': entry(503, 'The server is not ready yet.'),
  internal: entry(500, 'Something went wrong on the server. It has been noted.'),

  'not-allowed': entry(403, 'Your role does not allow this.'),
  'not-a-party': entry(403, 'Only someone who speaks for a party can do this.'),
  'no-such-party': entry(404, 'There is no such party.'),
  'no-such-member': entry(404, 'There is no such member.'),
  'no-such-document': entry(404, 'There is no such document.'),
  'no-such-clause': entry(404, 'There is no such clause.'),
  'no-such-proposal': entry(404, 'There is no such proposal.'),
  'no-such-stakeholder': entry(404, 'There is no such stakeholder.'),
  'no-such-objection': entry(404, 'There is no such objection.'),
  'no-such-invite': entry(404, 'There is no such invite.'),
  'text-changed': entry(409, 'The text has changed since you read it.'),
  'text-empty': entry(409, 'There is no text yet.'),
  'already-open': entry(409, 'This is open already.'),
  'proposal-closed': entry(409, 'This proposal is closed.'),
  'not-in-electorate': entry(403, 'Your party does not decide here.'),
  'not-the-objector': entry(403, 'Only the party that objected can do this.'),
  'not-everyone-has-spoken': entry(409, 'Not everyone has spoken yet.'),
  'opener-takes-no-position': entry(403, 'Whoever opened this takes no position in it.'),
  'own-objection-open': entry(409, 'Your party’s own objection is still open.'),
  'not-integrated': entry(409, 'This has not been integrated yet.'),
  'reason-required': entry(422, 'Give a reason.'),
  'value-unknown': entry(422, 'This method has no such position.'),
  'closes-in-the-past': entry(422, 'The closing time is in the past.'),
  'no-electorate': entry(422, 'Nobody would decide.'),
  'rating-out-of-range': entry(422, 'Ratings go from 0 to 10.'),
  'last-broker': entry(409, 'A partnership needs a broker: make someone else broker first.'),
  'nothing-changed': entry(409, 'Nothing would change.'),
  'stage-skipped': entry(422, 'The short cycle stops at stages A and C only.'),
  'marks-exhausted': entry(409, 'There are twelve marks, and all are taken.'),
  'no-such-row': entry(404, 'What this is about is not on the canvas.'),
  'no-such-thread': entry(404, 'There is no such thread of comments.'),
  'no-such-comment': entry(404, 'There is no such comment.'),
  'not-the-author': entry(403, 'Only whoever wrote a comment can change it.'),
  'comment-erased': entry(409, 'This comment was erased.'),
  'mention-outside': entry(422, 'Somebody who is mentioned cannot see this canvas.'),
  'too-long': entry(422, 'This is too long.'),
  invalid: entry(422, 'Something in the request is not as it should be.'),

  'bad-message': entry(400, 'This is not one Yjs update in V1 encoding.'),
  'read-only': entry(403, 'You may read this document, not change it.'),
  'not-leased': entry(409, 'The update writes under a client id of another member.'),
  'too-many-ids': entry(409, 'Too many client ids.'),
  'clock-gap': entry(409, 'The update skips something that the server does not have.'),
  'unknown-parent': entry(409, 'The update writes into something that is not there.'),
  'bad-origin': entry(409, 'The update refers to places that do not fit together.'),
  'bad-content': entry(409, 'The update holds content that is not allowed.'),
  'unknown-root': entry(409, 'This kind of document has no such part.'),
  'bad-delete': entry(409, 'The update deletes what is not there.'),
  'document-full': entry(413, 'The document is full.'),
  'bytes-differ': entry(409, 'The update contradicts what the server has.'),
  'recovered-differs': entry(409, 'The update contradicts what others brought back after a power loss.'),
  'apply-failed': entry(409, 'The update could not be applied.'),
}

import { msg } from '@lit/localize'

/** Codes of the HTTP layer, and the client's own `offline` and `signed-out`. */
type RequestProblemCode =
  | 'offline'
  | 'signed-out'
  | 'no-session'
  | 'session-idle'
  | 'bad-token'
  | 'foreign-origin'
  | 'scope-missing'
  | 'not-a-member'
  | 'removed'
  | 'no-such-partnership'
  | 'no-such-route'
  | 'no-such-token'
  | 'no-such-boundary'
  | 'method-not-allowed'
  | 'not-json'
  | 'bad-json'
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
  | 'history-busy'
  | 'no-such-point'
  | 'handshake'
  | 'draining'
  | 'not-ready'
  | 'newer-version'
  | 'internal'

/** Words for a problem of a request: why, and what to do next; null for a code that is none. */
export function requestProblemWords(unchecked: string): string | null {
  const code = unchecked as RequestProblemCode
  switch (code) {
    case 'offline':
      return msg('The server cannot be reached. Check your connection and try again: this needs a line.')
    case 'signed-out':
    case 'no-session':
    case 'session-idle':
    case 'bad-token':
      return msg('This browser is no longer signed in here. Come back by your link or a code.')
    case 'foreign-origin':
      return msg('The server is set up for another address. Open the address that the broker gave you.')
    case 'scope-missing':
      return msg('This API token may not do that. Make one that may.')
    case 'seat-not-open':
      return msg('Only who began the sample can take seats in it. Begin one of your own from the home page.')
    case 'not-a-member':
      return msg('You are not at this table with this browser. Ask the broker for a link.')
    case 'removed':
      return msg('You are no longer at this table. Ask the broker if this is a mistake.')
    case 'no-such-partnership':
      return msg('There is no partnership at this address. Check the link.')
    case 'no-such-route':
    case 'method-not-allowed':
    case 'not-json':
    case 'bad-json':
    case 'handshake':
    case 'newer-version':
      return msg('This page and the server are of different versions. Reload the page.')
    case 'no-such-token':
      return msg('This API token is not there any more.')
    case 'no-such-boundary':
      return msg('This is not for you to see, or not there. Ask the broker.')
    case 'too-many-requests':
      return msg('That was a lot at once. Wait a little and try again.')
    case 'invite-unknown':
      return msg('This link or code does not open anything here. Check it, or ask who invited you.')
    case 'invite-revoked':
      return msg('This invite was withdrawn. Ask who invited you for a new one.')
    case 'invite-expired':
      return msg('This invite has expired. Ask who invited you for a new one.')
    case 'invite-used-up':
      return msg('This invite was used as often as it can be. Ask who invited you for a new one.')
    case 'party-required':
      return msg('Say for which party you speak.')
    case 'party-fixed':
      return msg('This invite is for another party. Ask who invited you.')
    case 'notice-not-read':
      return msg('Read the notice first and say that you have.')
    case 'recovery-unknown':
    case 'recovery-used':
    case 'recovery-replaced':
    case 'recovery-expired':
      return msg('This recovery link does not work any more. Use the newest one you have, or ask the broker for one.')
    case 'only-looking':
      return msg('You are looking as somebody else: nothing is done.')
    case 'preview-over':
      return msg('This look is over. Open it again from the page around it.')
    case 'lobby-not-supported':
    case 'boundary-not-supported':
      return msg('This version of the server cannot do this yet.')
    case 'unknown-kind':
    case 'unknown-template':
      return msg('This version of the server does not know this kind of canvas. Choose another.')
    case 'not-a-canvas':
      return msg('Only the server writes this. Go back to the table.')
    case 'history-busy':
      return msg('Others are looking into the past just now. Try again in a moment.')
    case 'no-such-point':
      return msg('The past of this canvas is not kept that far back. Choose a later version.')
    case 'draining':
    case 'not-ready':
      return msg('The server is restarting. Try again in a moment.')
    case 'internal':
      return msg('Something went wrong on the server. Try again; if it stays, tell who runs it.')
    default:
      code satisfies never
      return null
  }
}

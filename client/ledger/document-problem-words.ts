import { msg } from '@lit/localize'

/** Codes with which a document's line refuses an edit or closes. */
type DocumentProblemCode =
  | 'bad-message'
  | 'too-large'
  | 'read-only'
  | 'not-leased'
  | 'too-many-ids'
  | 'clock-gap'
  | 'unknown-parent'
  | 'bad-origin'
  | 'bad-content'
  | 'unknown-root'
  | 'bad-delete'
  | 'document-full'
  | 'bytes-differ'
  | 'recovered-differs'
  | 'apply-failed'
  | 'refused-update'
  | 'flood'

/** Words for an edit that the server did not take: why, and what to do next; null for a code that is none. */
export function documentProblemWords(unchecked: string): string | null {
  const code = unchecked as DocumentProblemCode
  switch (code) {
    case 'read-only':
      return msg('You may read this, not change it. A copy of what you wrote is kept on this device.')
    case 'too-large':
      return msg('This was too much at once. A copy is kept on this device: add it in smaller parts.')
    case 'document-full':
      return msg('This canvas is full. A copy of what you wrote is kept on this device; start a new canvas for it.')
    case 'too-many-ids':
      return msg(
        'This canvas has been opened in too many browsers. Close other tabs and reload; a copy of what you wrote is kept on this device.',
      )
    case 'recovered-differs':
      return msg(
        'After a power cut others brought back your text, and this device has other words in its place. A copy of them is kept on this device: compare, and enter what is missing.',
      )
    case 'flood':
      return msg('Too many changes came at once, so the line was closed. Wait a little and reload.')
    case 'bad-message':
    case 'not-leased':
    case 'clock-gap':
    case 'unknown-parent':
    case 'bad-origin':
    case 'bad-content':
    case 'unknown-root':
    case 'bad-delete':
    case 'bytes-differ':
    case 'apply-failed':
    case 'refused-update':
      return msg(
        'The server could not take your last changes. A copy of them is kept on this device: copy your words and enter them again.',
      )
    default:
      code satisfies never
      return null
  }
}

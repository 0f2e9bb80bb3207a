import { expect, test } from 'vitest'
import { documentProblemWords } from '../../../client/ledger/document-problem-words.ts'
import type { GuardRefusal } from '../../../server/services.ts'

/** Every code of the guard; the type refuses one that is missing. */
const CODES: Record<GuardRefusal['code'] | 'flood', true> = {
  'bad-message': true,
  'too-large': true,
  'read-only': true,
  'not-leased': true,
  'too-many-ids': true,
  'clock-gap': true,
  'unknown-parent': true,
  'bad-origin': true,
  'bad-content': true,
  'unknown-root': true,
  'bad-delete': true,
  'document-full': true,
  'bytes-differ': true,
  'recovered-differs': true,
  'apply-failed': true,
  flood: true,
}

test('[GRD-71] every reason for which an edit is refused has words that say what became of it', () => {
  for (const code of Object.keys(CODES)) {
    const words = documentProblemWords(code)
    expect(words, code).toMatch(code === 'flood' ? /Wait a little/ : /kept on this device/)
    expect(words, code).not.toContain(code)
  }
})

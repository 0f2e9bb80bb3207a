import { expect, test } from 'vitest'
import { refusalWords } from '../../../client/ledger/refusal-words.ts'
import { PROBLEMS } from '../../../server/http/problem-codes.ts'

const codes = [...Object.keys(PROBLEMS), 'offline', 'signed-out', 'removed', 'newer-version', 'refused-update', 'flood']
const general = refusalWords({ code: 'a code of a later version' })

test('[SAV-18] every code that the server can answer has words of its own in the client', () => {
  expect(codes.filter(code => refusalWords({ code }) === general)).toEqual([])
  expect(codes.length).toBeGreaterThan(80)
})

test('[SAV-18] words say what to do next, in sentences, without codes or blame', () => {
  for (const code of codes) {
    const words = refusalWords({ code })
    expect(words, code).toMatch(/^[A-Z].*[.]$/)
    expect(words, code).not.toMatch(/\b(invalid|error|failed|forbidden|denied|illegal)\b/i)
    expect(words.length, code).toBeLessThan(180)
  }
})

test('[SAV-18] a code of a later version still gets words', () => {
  expect(general).toMatch(/Reload the page/)
})

// @vitest-environment jsdom
import { nothing, render } from 'lit'
import { expect, test } from 'vitest'
import { originNote } from '../../../client/ledger/origin-note.ts'
import { emptyLedger } from '../../../shared/ledger/fold.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'

const told = (imported: typeof emptyLedger.imported) =>
  originNote({ ledger: { ...emptyLedger, imported } } as PartnershipSession)

test('[IMP-12] a partnership that came from an export says of which day, who does not sit here, and what to compare', () => {
  expect(told(null)).toBe(nothing)
  const digest = 'ab'.repeat(32)
  const exportedAt = Date.UTC(2026, 10, 3, 12)
  render(told({ from: 'x', digest, exportedAt, at: exportedAt + 1 }), document.body)
  const words = document.body.textContent!.replace(/\s+/g, ' ')
  expect(words).toMatch(/Brought in from an export of .*3.* 2026/)
  expect(words).toContain('People of the earlier table do not sit here')
  expect(document.querySelector('bdi')!.textContent).toBe(digest)
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkSpec } from '../../scripts/check-spec.ts'

// Assembled, so that the checker does not take these samples for tests of this file.
const named = (name: string) => `${'te'}st('${name}', () => {})`

function problemsOf(spec: string, source: string): string[] {
  const root = mkdtempSync(join(tmpdir(), 'trestle-spec-'))
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'SPEC.md'), spec)
  writeFileSync(join(root, 'a', 'a.test.ts'), source)
  const problems = checkSpec(root)
  rmSync(root, { recursive: true })
  return problems
}

test('[ARC-11] the checker finds rules without a test, tests without a rule, and rules numbered twice', () => {
  expect(problemsOf('- **X-1** One.', named('[X-1] one'))).toEqual([])
  expect(problemsOf('- **X-1** One.\n- **X-2** Two.', named('[X-1] one'))).toHaveLength(1)
  expect(problemsOf('- **X-1** One.', `${named('[X-1] one')}\n${named('nothing')}`)).toHaveLength(1)
  expect(problemsOf('- **X-1** One.', `${named('[X-1] one')}\n${named('[X-9] nine')}`)).toHaveLength(1)
  expect(problemsOf('- **X-1** One.\n- **X-1** One.', named('[X-1] one'))).toHaveLength(1)
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const RULE = /^- \*\*([A-Z0-9]+-\d+)\*\*/gm
const TEST_NAME = /\b(?:test|it)(?:\.each\([^)]*\)|\.for\([^)]*\))?\(\s*(['"`])([\s\S]*?)\1/g

/**
 * Compares test/SPEC.md with the names of all tests: every rule must be named by a test, every test must name a rule
 * that exists, no rule may be numbered twice. Answers one sentence per problem.
 */
export function checkSpec(root = 'test'): string[] {
  const problems: string[] = []
  const rules = new Map<string, number>()
  for (const [, id] of readFileSync(join(root, 'SPEC.md'), 'utf8').matchAll(RULE))
    rules.set(id!, (rules.get(id!) ?? 0) + 1)
  for (const [id, times] of rules) if (times > 1) problems.push(`test/SPEC.md numbers ${id} ${times} times.`)

  const named = new Set<string>()
  for (const file of testFiles(root)) {
    for (const [, , name] of readFileSync(file, 'utf8').matchAll(TEST_NAME)) {
      const ids = [...name!.matchAll(/\[([A-Z0-9]+-\d+)\]/g)].map(match => match[1]!)
      if (ids.length === 0) problems.push(`${file}: the test "${name}" names no rule.`)
      for (const id of ids) {
        named.add(id)
        if (!rules.has(id)) problems.push(`${file}: the test "${name}" names ${id}, which test/SPEC.md does not have.`)
      }
    }
  }
  for (const id of rules.keys()) if (!named.has(id)) problems.push(`test/SPEC.md: no test names ${id}.`)
  return problems
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.startsWith('fixtures'))
    .map(name => join(folder, name))
}

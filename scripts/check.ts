import { checkSpec } from './check-spec.ts'
import { checkStrings } from './check-strings.ts'
import { run, tool } from './run.ts'

/** Types, lint, the rules of test/SPEC.md, and every string in every language. Answers the names of the checks that failed. */
export async function check(): Promise<string[]> {
  const failed: string[] = []
  if ((await run(tool('tsc'), ['-p', '.'])).code !== 0) failed.push('types')
  if ((await run(tool('biome'), ['check', '.'])).code !== 0) failed.push('lint')
  for (const [name, problems] of [
    ['test/SPEC.md', checkSpec()],
    ['strings', await checkStrings()],
  ] as const) {
    for (const problem of problems) console.error(problem)
    if (problems.length > 0) failed.push(name)
  }
  return failed
}

if (process.argv[1] === import.meta.filename) {
  const failed = await check()
  console.log(failed.length === 0 ? 'Checks passed.' : `Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

import { checkSpec } from './check-spec.ts'
import { run, tool } from './run.ts'

/** Types, lint, file sizes and the rules of test/SPEC.md. Answers the names of the checks that failed. */
export async function check(): Promise<string[]> {
  const failed: string[] = []
  if ((await run(tool('tsc'), ['-p', '.'])).code !== 0) failed.push('types')
  if ((await run(tool('biome'), ['check', '.'])).code !== 0) failed.push('lint')
  for (const problem of checkSpec()) {
    console.error(problem)
    if (!failed.includes('test/SPEC.md')) failed.push('test/SPEC.md')
  }
  return failed
}

if (process.argv[1] === import.meta.filename) {
  const failed = await check()
  console.log(failed.length === 0 ? 'Checks passed.' : `Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

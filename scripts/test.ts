import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.ts'
import { findOrInstallChromium } from './chromium.ts'
import { run, tool } from './run.ts'

// The whole proof: types, lint, rules, unit tests, the build, and journeys in real browsers. `npm test` and CI run this.

const reports = mkdtempSync(join(tmpdir(), 'trestle-test-'))
const failed: string[] = []
let passed = 0
let failures = 0

async function suite(name: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const report = join(reports, `${name}.json`)
  const ended = await run(
    tool('vitest'),
    ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env,
  )
  if (existsSync(report)) {
    const counts = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number }
    passed += counts.numPassedTests
    failures += counts.numFailedTests
  }
  if (ended.code !== 0) failed.push(name)
  console.log(`${name}: ${ended.seconds.toFixed(0)} s`)
}

const chromium = await findOrInstallChromium()
failed.push(...(await check()))
await suite('unit', [])
if ((await run(tool('vite'), ['build', '--logLevel', 'warn'])).code !== 0) failed.push('build')
await suite('budgets', ['--config', 'vitest.build.config.ts'])
await suite('e2e', ['--config', 'vitest.e2e.config.ts'], { CHROMIUM_PATH: chromium })
rmSync(reports, { recursive: true })

if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
console.log(`${passed} passed, ${Math.max(failures, failed.length > 0 ? 1 : 0)} failed`)
process.exitCode = failed.length === 0 && passed > 0 ? 0 : 1

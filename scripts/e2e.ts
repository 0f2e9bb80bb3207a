import { findOrInstallChromium } from './chromium.ts'
import { run, tool } from './run.ts'

// `npm run e2e -- <filter>`: the journeys in real browsers, on a fresh build.

const chromium = await findOrInstallChromium()
const built = await run(tool('vite'), ['build', '--logLevel', 'warn'])
const ended =
  built.code === 0
    ? await run(tool('vitest'), ['run', '--config', 'vitest.e2e.config.ts', ...process.argv.slice(2)], {
        CHROMIUM_PATH: chromium,
      })
    : built
process.exitCode = ended.code

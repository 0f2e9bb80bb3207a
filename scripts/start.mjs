import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { demandNode } from './node.mjs'

// `npm start`: builds the client when it is missing or older than its sources, then runs the server in this process.

demandNode()
process.chdir(join(import.meta.dirname, '..'))
const { HELP, readFlags } = await import('../server/flags.ts')
const flags = readFlags(process.argv.slice(2))
if (!flags.ok) stop(flags.refusal, 1)
if (flags.value.help) stop(HELP, 0)
if (newest(['client', 'shared', 'vite.config.ts', 'package-lock.json']) > builtAt()) {
  console.log('Building the client …')
  const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
  })
  if (built.status !== 0) {
    console.error('The client could not be built. If packages are missing, run "npm ci".')
    process.exit(built.status ?? 1)
  }
}
await import('../server/main.ts')

/** Says why it goes no further, and ends. */
function stop(words, code) {
  console[code === 0 ? 'log' : 'error'](words)
  process.exit(code)
}

/** When the client was built last, or 0. */
function builtAt() {
  return changedAt('dist/client/index.html')
}

/** When something in these files and folders changed last. */
function newest(paths) {
  return Math.max(
    ...paths.map(path => (isFolder(path) ? newest(readdirSync(path).map(name => join(path, name))) : changedAt(path))),
    0,
  )
}

function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

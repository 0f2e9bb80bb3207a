import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { demandNode } from './node.mjs'

// `npm run dev`: the server, restarted at each change, and Vite, which hands /api and /sync on to it. Both stop together.

demandNode()
process.chdir(join(import.meta.dirname, '..'))
const env = { ...process.env, PORT: process.env.PORT || '4000' }
const children = [
  spawn(process.execPath, ['--watch-path=server', '--watch-path=shared', '--watch-preserve-output', 'server/main.ts'], { stdio: 'inherit', env }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit', env }),
]
let stopping = false

function stop(code) {
  if (stopping) return
  stopping = true
  process.exitCode = code
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM')
}

for (const child of children) child.on('exit', code => stop(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0))

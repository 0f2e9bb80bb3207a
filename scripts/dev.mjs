import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { demandNode } from './node.mjs'

// `npm run dev`: the server, restarted at each change, and Vite, which hands /api and /sync on to it. Both stop together.
// Not `node --watch`: it sends messages of its own through the store's worker thread.

demandNode()
process.chdir(join(import.meta.dirname, '..'))
const page = 'http://localhost:5173'
// Vite hands requests on under the server's own name, so the server is told where its pages really are.
const env = {
  ...process.env,
  PORT: process.env.PORT || '4000',
  TRESTLE_PUBLIC_URL: process.env.TRESTLE_PUBLIC_URL || page,
}
const viteArgs = ['node_modules/vite/bin/vite.js', '--port', new URL(page).port, '--strictPort']
const vite = spawn(process.execPath, viteArgs, { stdio: 'inherit', env })
let server = startServer()
let restart = null
let stopping = false

for (const folder of ['server', 'shared']) {
  watch(folder, { recursive: true }, (_event, name) => {
    if (!name?.endsWith('.ts')) return
    // Editors write in several steps: one restart for all of them.
    clearTimeout(restart)
    restart = setTimeout(restartServer, 150)
  })
}
vite.on('exit', code => stop(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0))

function startServer() {
  const child = spawn(process.execPath, ['server/main.ts'], { stdio: 'inherit', env })
  child.on('exit', () => {
    if (child === server && !stopping) console.log('The server ended. It starts again when a file changes.')
  })
  return child
}

async function restartServer() {
  const old = server
  server = null
  await ended(old)
  if (!stopping) server = startServer()
}

async function stop(code) {
  if (stopping) return
  stopping = true
  await Promise.all([ended(server), ended(vite)])
  process.exit(code)
}

function ended(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  return gone
}

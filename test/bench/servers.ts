import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { run } from '../../scripts/run.ts'
import { benchToken } from './bench-token.ts'
import { type Dialect, enveloped, plain } from './wire.ts'

/** The servers that are measured beside each other. */
export type ServerName =
  | 'trestle'
  | 'hocuspocus'
  | 'hocuspocus-16'
  | 'y-websocket-server'
  | 'y-websocket'
  | 'relay'
  | 'coalescing'

/** A server under measurement, in a process of its own. */
export type Running = {
  name: ServerName
  port: number
  pid: number
  process: ChildProcess
  /** False for relays, which answer nothing. */
  answers: boolean
  dialect(room: string): Dialect
  path(room: string): string
  headers: Record<string, string>
  stop(signal?: NodeJS.Signals): Promise<void>
}

const HERE = import.meta.dirname
const PRELOAD = join(HERE, 'under-measurement.mjs')
const PEERS = join(HERE, 'peers')
/** The peers are installed outside of the sources, from a lock of their own. */
const INSTALLED = join(HERE, '../../node_modules/.trestle-bench-peers')

const commands: Record<ServerName, { file: string; env?: Record<string, string>; answers?: false }> = {
  trestle: { file: join(HERE, 'harness-server.ts') },
  hocuspocus: { file: join(INSTALLED, 'hocuspocus.mjs') },
  'hocuspocus-16': { file: join(INSTALLED, 'hocuspocus.mjs'), env: { FLUSH_DELAY: '16' } },
  'y-websocket-server': { file: join(INSTALLED, 'node_modules/@y/websocket-server/src/server.js') },
  'y-websocket': { file: join(INSTALLED, 'node_modules/y-websocket/bin/server.cjs') },
  relay: { file: join(PEERS, 'relay.mjs'), answers: false },
  coalescing: { file: join(PEERS, 'relay.mjs'), env: { TICK: '16' }, answers: false },
}

/** Installs the peers from their own lock, unless they are there as the lock says. */
export async function installPeers(): Promise<void> {
  const lock = join(PEERS, 'package-lock.json')
  const mark = join(INSTALLED, 'installed.json')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === readFileSync(lock, 'utf8')) {
    cpSync(join(PEERS, 'hocuspocus.mjs'), join(INSTALLED, 'hocuspocus.mjs'))
    return
  }
  rmSync(INSTALLED, { recursive: true, force: true })
  mkdirSync(INSTALLED, { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'hocuspocus.mjs'])
    cpSync(join(PEERS, file), join(INSTALLED, file))
  const { code } = await run('npm', ['ci', '--prefix', INSTALLED, '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) throw new Error('the peers could not be installed: is the npm registry within reach?')
  cpSync(lock, mark)
}

/** Versions of the peers, by their lock. */
export function peerVersions(): Record<string, string> {
  const { packages } = JSON.parse(readFileSync(join(PEERS, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const names = ['@hocuspocus/server', '@y/websocket-server', 'y-websocket', 'y-leveldb', 'yjs']
  return Object.fromEntries(names.map(name => [name, packages[`node_modules/${name}`]?.version ?? '?']))
}

/** Starts a server and answers once it takes connections. `folder`: where it keeps documents; relays keep none. */
export async function startServer(name: ServerName, options: { folder?: string } = {}): Promise<Running> {
  const { file, env = {}, answers = true } = commands[name]
  const port = await freePort()
  const child = spawn(process.execPath, ['--expose-gc', '--import', PRELOAD, ...(profiled(name) ?? []), file], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      ...env,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...(options.folder ? { DATA_DIR: options.folder, YPERSISTENCE: options.folder } : {}),
    },
  })
  let said = ''
  child.stderr?.on('data', (data: Buffer) => {
    said = (said + data.toString()).slice(-2_000)
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const deadline = performance.now() + 60_000
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`${name} did not start: ${said}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  return {
    name,
    port,
    pid: child.pid!,
    process: child,
    answers,
    dialect: room => (name.startsWith('hocuspocus') ? enveloped(room) : plain),
    path: room => `/${room}`,
    headers: name === 'trestle' ? { authorization: `Bearer ${benchToken}` } : {},
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const late = setTimeout(() => child.kill('SIGKILL'), 8_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** With PROFILE set to a folder, the main thread of Trestle leaves a CPU profile there. */
function profiled(name: ServerName): string[] | null {
  const folder = process.env.PROFILE
  return folder && name === 'trestle' ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : null
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

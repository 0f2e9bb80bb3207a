import { type ChildProcess, spawn, spawnSync } from 'node:child_process'

/**
 * Path of a program, installed by Debian's packages where this is root's own machine; null where it is not there and
 * cannot be had, so that the test is skipped and says so.
 */
export function findOrInstall(name: 'caddy' | 'nginx'): string | null {
  const found = onPath(name)
  if (found || process.getuid?.() !== 0 || !onPath('apt-get')) return found
  const options = {
    stdio: 'ignore',
    timeout: 120_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const
  spawnSync('apt-get', ['update'], options)
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], options)
  return onPath(name)
}

/** Starts a program and keeps what it says. */
export function startProgram(path: string, args: string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(path, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', chunk => (output += chunk))
  child.stderr?.on('data', chunk => (output += chunk))
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    output: () => output,
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function onPath(name: string): string | null {
  const which = spawnSync('which', [name], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  return which.status === 0 ? which.stdout.trim() : null
}

import { spawnSync } from 'node:child_process'
import { run } from './run.ts'

/** Path of a program that the shell would find; null if there is none. */
export function onPath(name: string): string | null {
  const which = spawnSync('which', [name], { encoding: 'utf8' })
  return which.status === 0 ? which.stdout.trim() : null
}

/** Installs Debian packages where that is ours to do: as root on Debian. False where it is not, or where it failed. */
export async function installPackages(...packages: string[]): Promise<boolean> {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false
  await run('apt-get', ['update'])
  return (await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])).code === 0
}

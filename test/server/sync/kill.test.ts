import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts'
import { chanceFrom } from '../../sim/random.ts'
import { BOARD, freshLoad } from './helpers.ts'

const ROUNDS = 24

test('[SYN-6] killed with SIGKILL two dozen times while typing: nothing saved and nothing shown is missing after', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-kill-'))
  const chance = chanceFrom(6)
  const saved = new Set<string>()
  const shown = new Set<string>()
  try {
    for (let round = 1; round <= ROUNDS; round++) {
      const lines = await runAndKill(folder, String(round), chance.below(200))
      for (const line of lines) {
        const [what, key] = line.split(' ') as [string, string]
        expect(what).not.toBe('closed')
        if (what === 'saved') saved.add(key)
        if (what === 'shown') shown.add(key)
      }
      const store = await openSqliteStore(folder)
      const kept = (await freshLoad(store, BOARD.id)).getMap('cards')
      const missing = [...saved, ...shown].filter(key => !kept.has(key))
      await store.close()
      expect(missing).toEqual([])
    }
    expect(saved.size).toBeGreaterThan(ROUNDS * 10)
    expect(shown.size).toBeGreaterThan(ROUNDS * 10)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Starts the child, lets it type for `ms` after its first words, kills it, and answers every whole line that it said. */
async function runAndKill(folder: string, round: string, ms: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), folder, round], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, problems] = ['', '']
  child.stderr.on('data', (data: Buffer) => {
    problems += data
  })
  let armed = false
  child.stdout.on('data', (data: Buffer) => {
    out += data
    if (armed || !out.includes('saved')) return
    armed = true
    setTimeout(() => child.kill('SIGKILL'), ms)
  })
  const signal = await new Promise(resolve => child.on('close', (_code, by) => resolve(by)))
  expect(problems).toBe('')
  expect(signal).toBe('SIGKILL')
  return out
    .slice(0, out.lastIndexOf('\n'))
    .split('\n')
    .filter(line => line !== 'ready')
}

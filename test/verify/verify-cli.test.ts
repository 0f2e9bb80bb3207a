import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { reportLines, unzipWithin, verifyFile } from '../../scripts/verify.ts'
import { verifyExport } from '../../shared/verify/verify-export.ts'
import { decidedTable, exportOf, resealed } from './sample-export.ts'

const untouched = exportOf(decidedTable())

function verified(zip: Uint8Array): { code: number; lines: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-verify-'))
  writeFileSync(join(folder, 'export.zip'), zip)
  const lines: string[] = []
  const code = verifyFile(join(folder, 'export.zip'), line => lines.push(line))
  rmSync(folder, { recursive: true })
  return { code, lines }
}

test('[LED-44] the command line accepts an untouched zip with code 0 and names the first broken entry with code 1', () => {
  const good = verified(zipSync(untouched))
  expect(good.lines.at(-1)).toBe('This export holds: nothing in it was changed since it was made.')
  expect(good.code).toBe(0)
  const path = 'ledger/partnership.jsonl'
  const text = new TextDecoder().decode(untouched[path]).replace('"seq":5', '"seq":6')
  const bad = verified(zipSync(resealed({ ...untouched, [path]: new TextEncoder().encode(text) })))
  expect(bad.code).toBe(1)
  expect(bad.lines.find(line => line.startsWith('  '))).toBe('  ledger partnership: entry 5 does not hold: seq-gap')
  expect(verified(new Uint8Array([1, 2, 3])).code).toBe(1)
  expect(verifyFile(undefined, () => {})).toBe(2)
  expect(verifyFile('/nowhere/at/all.zip', () => {})).toBe(2)
})

test('[LED-45] a zip that inflates beyond the limits is refused before it is inflated', () => {
  const bomb = zipSync({ 'zeros.bin': new Uint8Array(5_000_000) }, { level: 9 })
  expect(bomb.length).toBeLessThan(10_000)
  const limits = { zip: 1e9, inflated: 1_000_000, files: 10 }
  expect(() => unzipWithin(bomb, limits)).toThrow('more than 1000000 bytes when inflated')
  const many = zipSync(Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`f${at}`, new Uint8Array()])))
  expect(() => unzipWithin(many, limits)).toThrow('more than 10 files')
})

test('[LED-46] names from a file cannot steer the reader’s terminal', () => {
  const report = verifyExport(
    resealed(untouched, manifest => {
      manifest.name = '\u001b[2Jgone'
    }),
  )
  expect(reportLines(report).join('\n')).not.toContain('\u001b')
  expect(reportLines(report)[0]).toContain('gone')
})

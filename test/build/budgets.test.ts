import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Chunk } from '../../scripts/client/chunks.ts'
import { builtChunks, firstVisit, gzipped, overBudget } from './built.ts'

// Budgets of first visits, on the build that people get. Sizes are gzipped; what browsers that speak Brotli fetch is less.

const chunks = builtChunks()
const PLACE = 'client/pages/place-element.ts'
const JOIN = firstVisit(chunks, 'client/pages/join/join-page.ts')
const HOME = firstVisit(chunks, 'client/pages/home/home-page.ts')
const TABLE = firstVisit(chunks, PLACE)
const KINDS = [
  'client/kinds/stakeholder-map/map-element.ts',
  'client/kinds/agreement/agreement-element.ts',
  'client/kinds/decision-log/decision-log-element.ts',
  'client/kinds/board/board-element.ts',
]

/** Chunks that come on top of those that are there already. */
function beyond(there: readonly Chunk[], ...modules: string[]): Chunk[] {
  return firstVisit(chunks, PLACE, ...modules).filter(chunk => !there.includes(chunk))
}

function packagesIn(found: readonly Chunk[], packages: RegExp): string[] {
  return found.flatMap(chunk =>
    chunk.modules.filter(module => packages.test(module)).map(module => `${chunk.file}: ${module}`),
  )
}

test('[BUD-1] the page that joins is at most 45 kB of script, and brings no document engine and no editor', () => {
  expect(overBudget('Joining', JOIN, 45_000)).toBe(null)
  expect(packagesIn(JOIN, /node_modules\/(yjs|lib0|y-|prosemirror|papaparse)/)).toEqual([])
})

test('[BUD-2] home is at most 60 kB of script, and the table at most 150 kB', () => {
  expect(overBudget('Home', HOME, 60_000)).toBe(null)
  expect(overBudget('The table', TABLE, 150_000)).toBe(null)
})

test('[BUD-3] each canvas adds at most 60 kB to the table', () => {
  for (const kind of KINDS) expect(overBudget(kind, beyond(TABLE, kind), 60_000)).toBe(null)
})

test('[BUD-4] the editor adds at most 110 kB to the agreement, and only when somebody writes', () => {
  const agreement = firstVisit(chunks, PLACE, 'client/kinds/agreement/agreement-element.ts')
  expect(packagesIn(agreement, /node_modules\/(y-)?prosemirror/)).toEqual([])
  expect(overBudget('The editor', beyond(agreement, 'client/prose/prose-editor.ts'), 110_000)).toBe(null)
})

test('[BUD-5] nothing that is seldom used comes with a first visit: no Word, no QR, no Markdown, no UI kit', () => {
  const first = [...JOIN, ...HOME, ...TABLE, ...KINDS.flatMap(kind => beyond(TABLE, kind))]
  const rare = /node_modules\/(docx|mammoth|jszip|marked|uqr|selfsigned|@awesome|@shoelace|zod|axe-core)/
  expect(packagesIn(first, rare)).toEqual([])
})

test('[BUD-6] the service worker is small and knows every script of every page of a partnership', () => {
  const worker = readFileSync('dist/client/sw.js', 'utf8')
  expect(gzipped('sw.js')).toBeLessThan(8_000)
  const needed = [...JOIN, ...HOME, ...TABLE, ...KINDS.flatMap(kind => beyond(TABLE, kind))]
  expect(needed.map(chunk => chunk.file).filter(file => !worker.includes(`/${file}`))).toEqual([])
  expect(worker).not.toMatch(/\/assets\/(docx|mammoth)/)
})

test('[BUD-8] a browser that fetches six files at a time has the scripts of a first visit in two rounds', () => {
  for (const kind of KINDS) expect(firstVisit(chunks, PLACE, kind).length).toBeLessThanOrEqual(14)
  expect([JOIN.length, TABLE.length].map(count => count <= 9)).toEqual([true, true])
})

test('[BUD-7] a page above its budget names its largest chunks', () => {
  expect(overBudget('Joining', JOIN, 1_000)).toMatch(
    /^Joining is [\d.]+ kB of script, .* Largest: assets\/.+ kB \(.+\)/,
  )
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { atOnce, type Chunk, chunkOf } from '../../scripts/client/chunks.ts'

const DIST = 'dist/client'
const SHELL = 'client/pages/app-element.ts'

/** The build that is there: its chunks by file. Throws with what to do when there is none. */
export function builtChunks(): Map<string, Chunk> {
  const list = join(DIST, '.chunks.json')
  if (!existsSync(list)) throw new Error('There is no build: run "npm run build" first.')
  const chunks = JSON.parse(readFileSync(list, 'utf8')) as Chunk[]
  return new Map(chunks.map(chunk => [chunk.file, chunk]))
}

/** Everything that a page has to fetch before it stands there: entry, shell, and the code of the page. */
export function firstVisit(chunks: ReadonlyMap<string, Chunk>, ...modules: readonly string[]): Chunk[] {
  const entries = [...chunks.values()].filter(chunk => chunk.entry).map(chunk => chunk.file)
  return atOnce(chunks, ...entries, ...[SHELL, ...modules].map(module => chunkOf(chunks, module).file))
}

/** Bytes of one file of the build, as gzip at its best sends it. */
export function gzipped(file: string): number {
  return gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length
}

/** Null within the budget (in bytes), else one sentence that names the largest chunks and what they are made of. */
export function overBudget(what: string, chunks: readonly Chunk[], budget: number): string | null {
  const sizes = chunks.map(chunk => ({ chunk, size: gzipped(chunk.file) })).sort((a, b) => b.size - a.size)
  const total = sizes.reduce((sum, { size }) => sum + size, 0)
  if (total <= budget) return null
  const worst = sizes.slice(0, 6).map(({ chunk, size }) => `${chunk.file} ${kB(size)} (${largest(chunk)})`)
  return `${what} is ${kB(total)} of script, ${kB(total - budget)} above its ${kB(budget)}. Largest: ${worst.join('; ')}.`
}

function largest(chunk: Chunk): string {
  const names = chunk.modules.map(module => module.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? module)
  return [...new Set(names)].slice(-3).join(', ')
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'
import type { Release } from '../../client/worker/release.ts'
import { type Chunk, heaps } from './chunks.ts'

/** Files beside the build that no page needs: they are there for when something is broken. */
const NOT_KEPT = ['repair.html', 'repair.js', 'worker-off.js']

/** Builds `client/worker/sw.ts` into one script at `/sw.js` that knows every file of the build it belongs to. */
export function serviceWorker(): Plugin {
  return {
    name: 'trestle-service-worker',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const outDir = dir!
      const chunks = chunksOf(bundle)
      // For the server's preloads and the budgets' test; a name with a dot is not served.
      writeFileSync(join(outDir, '.chunks.json'), JSON.stringify([...chunks.values()]))
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { RELEASE: JSON.stringify(releaseOf(bundle, chunks)) },
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2022',
          lib: {
            entry: join('client', 'worker', 'sw.ts'),
            name: 'trestle',
            formats: ['iife'],
            fileName: () => 'sw.js',
          },
        },
      })
    },
  }
}

function chunksOf(bundle: Rollup.OutputBundle): Map<string, Chunk> {
  const chunks = new Map<string, Chunk>()
  for (const output of Object.values(bundle)) {
    if (output.type !== 'chunk') continue
    chunks.set(output.fileName, {
      file: output.fileName,
      entry: output.isEntry,
      imports: output.imports,
      later: output.dynamicImports,
      styles: [...(output.viteMetadata?.importedCss ?? [])],
      modules: output.moduleIds.map(module => relative(process.cwd(), module)),
    })
  }
  return chunks
}

function releaseOf(bundle: Rollup.OutputBundle, chunks: ReadonlyMap<string, Chunk>): Release {
  const { core, more } = heaps(chunks)
  const page = bundle['index.html']
  const beside = readdirSync('client/public').filter(name => !NOT_KEPT.includes(name))
  const id = createHash('sha256')
  for (const name of [...core, ...more]) id.update(name)
  for (const name of beside) id.update(readFileSync(join('client', 'public', name)))
  if (page?.type === 'asset') id.update(page.source)
  const entry = [...chunks.values()].find(chunk => chunk.entry)
  return {
    id: id.digest('hex').slice(0, 16),
    entry: `/${entry!.file}`,
    core: [...core, ...beside].map(name => `/${name}`),
    more: more.map(name => `/${name}`),
  }
}

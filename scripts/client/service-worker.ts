import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'
import type { Release } from '../../client/worker/release.ts'
import { atOnce, type Chunk, chunkOf, heaps } from './chunks.ts'

/** Files beside the build that no page needs: they are there for when something is broken. */
const NOT_KEPT = ['repair.html', 'repair.js', 'worker-off.js']

/** The module in which the code of a page begins, by the first part of its address. */
const PAGES = {
  '': 'client/pages/home/home-page.ts',
  j: 'client/pages/join/join-page.ts',
  join: 'client/pages/join/join-page.ts',
  recover: 'client/pages/join/recover-page.ts',
  p: 'client/pages/place-element.ts',
}

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
    links: Object.fromEntries(Object.entries(PAGES).map(([first, module]) => [first, linkOf(chunks, module)])),
  }
}

function linkOf(chunks: ReadonlyMap<string, Chunk>, module: string): string {
  const needed = atOnce(chunks, chunkOf(chunks, 'client/pages/app-element.ts').file, chunkOf(chunks, module).file)
  const styles = new Set(
    needed.flatMap(chunk => chunk.styles.map(file => `</${file}>; rel=preload; as=style; crossorigin`)),
  )
  return [...styles, ...needed.map(chunk => `</${chunk.file}>; rel=modulepreload`)].join(', ')
}

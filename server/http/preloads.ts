import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the build says of one of its chunks; see `scripts/client/chunks.ts`. */
type Chunk = { file: string; imports: string[]; styles: string[]; modules: string[] }

/** The module in which the code of a page begins, by the first part of its address. */
const PAGES: readonly [RegExp, string][] = [
  [/^\/p\//, 'client/pages/place-element.ts'],
  [/^\/(j|join)\/?$/, 'client/pages/join/join-page.ts'],
  [/^\/recover\/?$/, 'client/pages/join/recover-page.ts'],
  [/^\/venue\/?$/, 'client/pages/venue/venue-page.ts'],
  [/^\/$/, 'client/pages/home/home-page.ts'],
]

/**
 * For a path of the application the `Link` header that names the scripts and styles which its page will ask for one after
 * the other, so that a distant browser fetches them at once. First what the first paint waits for: a browser fetches six
 * at a time. '' for other paths, and without a build.
 */
export function preloadsOf(folder: string): (path: string) => string {
  const list = join(folder, '.chunks.json')
  if (!existsSync(list)) return () => ''
  const chunks = JSON.parse(readFileSync(list, 'utf8')) as Chunk[]
  const shell = reach(chunks, 'client/pages/app-element.ts')
  const links = PAGES.map(([path, module]): [RegExp, string] => [path, linkOf([...shell, ...reach(chunks, module)])])
  return path => links.find(([pattern]) => pattern.test(path))?.[1] ?? ''
}

function linkOf(chunks: readonly Chunk[]): string {
  const scripts = new Set(chunks.map(chunk => `</${chunk.file}>; rel=modulepreload`))
  const styles = new Set(
    chunks.flatMap(chunk => chunk.styles.map(file => `</${file}>; rel=preload; as=style; crossorigin`)),
  )
  return ['</boot.js>; rel=preload; as=script', ...styles, ...scripts].join(', ')
}

/** The chunk that begins in this module, and all that it imports. */
function reach(chunks: readonly Chunk[], module: string): Chunk[] {
  const found = new Set<Chunk>()
  const visit = (chunk: Chunk | undefined): void => {
    if (!chunk || found.has(chunk)) return
    found.add(chunk)
    for (const file of chunk.imports) visit(chunks.find(one => one.file === file))
  }
  visit(chunks.find(chunk => chunk.modules.at(-1) === module))
  return [...found]
}

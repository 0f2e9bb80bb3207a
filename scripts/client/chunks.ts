/** One chunk of a build, by its place in `assets/`: what it needs at once, what it may fetch later, and what it is made of. */
export type Chunk = {
  file: string
  entry: boolean
  imports: readonly string[]
  later: readonly string[]
  styles: readonly string[]
  modules: readonly string[]
}

/** What runs at most once in many visits and is large: it is kept on a device only where it was used. */
const RARE = /node_modules\/(docx|mammoth|jszip|pako|marked)\//

/** The chunks that these chunks need at once, themselves first. */
export function atOnce(chunks: ReadonlyMap<string, Chunk>, ...files: readonly string[]): Chunk[] {
  return reach(chunks, files, chunk => chunk.imports)
}

/** The chunk whose code begins in this module; throws when the build has none. */
export function chunkOf(chunks: ReadonlyMap<string, Chunk>, module: string): Chunk {
  const found = [...chunks.values()].find(chunk => chunk.modules.at(-1) === module)
  if (!found) throw new Error(`no chunk begins in ${module}`)
  return found
}

/** Scripts and styles in two heaps: what every page needs at once, and all else that a page of the product may ask for. */
export function heaps(chunks: ReadonlyMap<string, Chunk>): { core: string[]; more: string[] } {
  const entries = [...chunks.values()].filter(chunk => chunk.entry).map(chunk => chunk.file)
  const core = filesOf(atOnce(chunks, ...entries, chunkOf(chunks, 'client/pages/app-element.ts').file))
  const later = (chunk: Chunk) => [...chunk.imports, ...chunk.later].filter(file => !isRare(chunks.get(file)))
  const all = filesOf(reach(chunks, entries, later))
  return { core, more: all.filter(file => !core.includes(file)) }
}

/** Files of these chunks, styles included, each once. */
function filesOf(chunks: readonly Chunk[]): string[] {
  return [...new Set(chunks.flatMap(chunk => [chunk.file, ...chunk.styles]))]
}

function isRare(chunk: Chunk | undefined): boolean {
  return chunk?.modules.some(module => RARE.test(module)) ?? true
}

function reach(
  chunks: ReadonlyMap<string, Chunk>,
  files: readonly string[],
  next: (chunk: Chunk) => readonly string[],
): Chunk[] {
  const found = new Map<string, Chunk>()
  const visit = (file: string): void => {
    const chunk = chunks.get(file)
    if (!chunk || found.has(file)) return
    found.set(file, chunk)
    for (const one of next(chunk)) visit(one)
  }
  for (const file of files) visit(file)
  return [...found.values()]
}

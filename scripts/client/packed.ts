import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXTS = ['.js', '.css', '.html', '.svg', '.json', '.webmanifest', '.txt']
/** A smaller file would not fit into fewer packets. */
const SMALLEST = 1024

/** Packs every text of the build as tightly as there is, beside it: nobody's first request waits for a packer. */
export function packed(): Plugin {
  let folder = ''
  return {
    name: 'trestle-packed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir)
    },
    async closeBundle() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
        TEXTS.includes(extname(name)),
      )
      await Promise.all(names.map(name => pack(join(folder, name))))
    },
  }
}

async function pack(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.length <= SMALLEST) return
  const br = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }
  const [tight, plain] = await Promise.all([promisify(brotliCompress)(bytes, br), promisify(gzip)(bytes, { level: 9 })])
  await Promise.all([writeFile(`${file}.br`, tight), writeFile(`${file}.gz`, plain)])
}

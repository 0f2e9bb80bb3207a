import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Handler } from 'hono'
import type { ApiEnv } from './api.ts'

type Asset = { bytes: Buffer; type: string; etag: string; hashed: boolean; packed: Map<string, Promise<Buffer>> }

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.map': 'application/json',
}

const PACKERS: Record<string, (bytes: Buffer) => Promise<Buffer>> = {
  br: bytes => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: bytes => promisify(gzip)(bytes, { level: 9 }),
}

/**
 * Serves the built client from memory: a path is looked up among the files that were there at the start, so none can
 * lead outside. Names with a hash are cached for ever; pages never. Paths of the application get its one page.
 */
export function clientPages(folder: string): Handler<ApiEnv> {
  const assets = load(folder)
  const page = assets.get('/index.html')
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const path = c.req.path === '/' ? '/index.html' : c.req.path
    const asset = assets.get(path) ?? (extname(path) === '' ? page : undefined)
    if (!asset)
      return page ? next() : c.text('The client is not built: run "npm run build", or use "npm run dev".', 503)
    c.header(
      'cache-control',
      asset.hashed ? 'public, max-age=31536000, immutable' : asset === page ? 'no-store' : 'no-cache',
    )
    c.header('content-type', asset.type)
    c.header('vary', 'accept-encoding')
    if (asset !== page) {
      c.header('etag', asset.etag)
      if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
    }
    const encoding = Object.keys(PACKERS).find(name => accepts(c.req.header('accept-encoding'), name))
    if (!encoding || !packable(asset)) return c.body(new Uint8Array(asset.bytes))
    c.header('content-encoding', encoding)
    return c.body(new Uint8Array(await packed(asset, encoding)))
  }
}

function load(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  if (!existsSync(folder)) return assets
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name)
    if (!statSync(file).isFile()) continue
    const bytes = readFileSync(file)
    assets.set(`/${name.split(sep).join('/')}`, {
      bytes,
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      hashed: /^assets\/.*-[\w-]{8}\.\w+$/.test(name.split(sep).join('/')),
      packed: new Map(),
    })
  }
  return assets
}

function packable(asset: Asset): boolean {
  return asset.bytes.length > 1024 && /^text\/|json|svg|javascript/.test(asset.type)
}

function packed(asset: Asset, encoding: string): Promise<Buffer> {
  const known = asset.packed.get(encoding)
  if (known) return known
  const fresh = PACKERS[encoding]!(asset.bytes)
  asset.packed.set(encoding, fresh)
  return fresh
}

function accepts(header: string | undefined, encoding: string): boolean {
  return (header ?? '').split(',').some(item => {
    const [name, ...parameters] = item
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    return name === encoding && !parameters.some(parameter => /^q=0(\.0*)?$/.test(parameter))
  })
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Handler } from 'hono'
import type { ApiEnv } from './api.ts'
import { preloadsOf } from './preloads.ts'

type Asset = { bytes: Buffer; type: string; etag: string; hashed: boolean; packed: Map<string, Promise<Buffer>> }

/** What `clientPages` may be told. */
export type ClientOptions = {
  /** False: instead of the service worker one is served that removes itself and every cache of the application. */
  worker: boolean
  /** Stamped into the worker, so that browsers take up a page whose headers alone have changed. */
  headers: string
}

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

/** Addresses of files whose names say something else. */
const ALIASES: Record<string, string> = { '/': '/index.html', '/repair': '/repair.html' }

/**
 * Serves the built client from memory: a path is looked up among the files that were there at the start, so none can
 * lead outside. Names with a hash are cached for ever; pages never. Paths of the application get its one page, with the
 * scripts that the path will need named in a header.
 */
export function clientPages(folder: string, options: ClientOptions = { worker: true, headers: '' }): Handler<ApiEnv> {
  const assets = load(folder)
  const page = assets.get('/index.html')
  const preloads = preloadsOf(folder)
  chooseWorker(assets, options)
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next()
    const path = ALIASES[c.req.path] ?? c.req.path
    const asset = assets.get(path) ?? (extname(path) === '' ? page : undefined)
    if (!asset)
      return page ? next() : c.text('The client is not built: run "npm run build", or use "npm run dev".', 503)
    c.header(
      'cache-control',
      asset.hashed ? 'public, max-age=31536000, immutable' : asset === page ? 'no-store' : 'no-cache',
    )
    c.header('content-type', asset.type)
    c.header('vary', 'accept-encoding')
    if (asset === page) {
      const link = preloads(c.req.path)
      if (link !== '') c.header('link', link)
    } else {
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
    if (/(^|[\\/])\.|\.(br|gz)$/.test(name) || !statSync(file).isFile()) continue
    const path = name.split(sep).join('/')
    const asset = assetOf(path, readFileSync(file))
    // What the build has packed is tighter than what there is time for here.
    for (const [encoding, ending] of [
      ['br', '.br'],
      ['gzip', '.gz'],
    ] as const)
      if (existsSync(file + ending)) asset.packed.set(encoding, Promise.resolve(readFileSync(file + ending)))
    assets.set(`/${path}`, asset)
  }
  return assets
}

function assetOf(path: string, bytes: Buffer): Asset {
  return {
    bytes,
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    hashed: /^assets\/.*-[\w-]{8}\.\w+$/.test(path),
    packed: new Map(),
  }
}

/** The worker under its one address: the build's own, or the one that removes itself. */
function chooseWorker(assets: Map<string, Asset>, { worker, headers }: ClientOptions): void {
  const chosen = assets.get(worker ? '/sw.js' : '/worker-off.js')
  if (!chosen) return
  const stamp = createHash('sha256').update(headers).digest('base64url').slice(0, 16)
  assets.set('/sw.js', assetOf('sw.js', Buffer.concat([chosen.bytes, Buffer.from(`\n// ${stamp}\n`)])))
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

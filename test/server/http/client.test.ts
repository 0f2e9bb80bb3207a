import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiEnv } from '../../../server/http/api.ts'
import { type ClientOptions, clientPages } from '../../../server/http/client.ts'

let dist: string

const CHUNKS = [
  { file: 'assets/app.js', imports: ['assets/lit.js'], styles: [], modules: ['client/pages/app-element.ts'] },
  { file: 'assets/lit.js', imports: [], styles: [], modules: ['node_modules/lit/index.js'] },
  {
    file: 'assets/place.js',
    imports: ['assets/lit.js'],
    styles: ['assets/place.css'],
    modules: ['client/pages/place-element.ts'],
  },
  { file: 'assets/join.js', imports: [], styles: [], modules: ['client/pages/join/join-page.ts'] },
]

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'trestle-client-'))
  mkdirSync(join(dist, 'assets'))
  const files = {
    'index.html': '<!doctype html><title>Trestle</title>',
    'sw.js': 'the worker',
    'worker-off.js': 'the worker that leaves',
    'repair.html': '<h1>Repair</h1>',
    '.chunks.json': JSON.stringify(CHUNKS),
    'assets/main-AbCd_123.js': 'tightly '.repeat(400),
    'assets/main-AbCd_123.js.br': 'packed by the build',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text)
})

afterAll(() => rmSync(dist, { recursive: true }))

const app = (options?: ClientOptions) => new Hono<ApiEnv>().get('/*', clientPages(dist, options))

test('[OFF-7] the worker is asked for anew at each visit, and changes when only the headers of the page do', async () => {
  const worker = await app({ worker: true, headers: 'one' }).request('/sw.js')
  expect([worker.headers.get('cache-control'), worker.headers.get('content-type')]).toEqual([
    'no-cache',
    'text/javascript; charset=utf-8',
  ])
  const text = await worker.text()
  expect(text).toContain('the worker\n')
  const other = await (await app({ worker: true, headers: 'two' }).request('/sw.js')).text()
  expect(other).not.toBe(text)
})

test('[OFF-8] switched off, browsers are sent a worker that removes itself; /repair is always the server’s', async () => {
  const off = app({ worker: false, headers: '' })
  expect(await (await off.request('/sw.js')).text()).toContain('the worker that leaves')
  expect(await (await off.request('/repair')).text()).toContain('Repair')
})

test('[OFF-9] a page names in its header what it will ask for next, and what the build has packed is sent as it is', async () => {
  const links = async (path: string) => (await app().request(path)).headers.get('link') ?? ''
  expect(await links('/p/abc')).toBe(
    '</boot.js>; rel=preload; as=script, </assets/place.css>; rel=preload; as=style; crossorigin, </assets/app.js>; rel=modulepreload, </assets/lit.js>; rel=modulepreload, </assets/place.js>; rel=modulepreload',
  )
  expect(await links('/j/')).toContain('</assets/join.js>')
  expect(await links('/nowhere')).toBe('')

  const script = await app().request('/assets/main-AbCd_123.js', { headers: { 'accept-encoding': 'br' } })
  expect([script.headers.get('content-encoding'), await script.text()]).toEqual(['br', 'packed by the build'])
  for (const path of ['/.chunks.json', '/assets/main-AbCd_123.js.br'])
    expect([path, (await app().request(path)).status]).toEqual([path, 404])
})

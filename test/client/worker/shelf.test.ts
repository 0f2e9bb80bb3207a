import { beforeEach, expect, test } from 'vitest'
import type { Release } from '../../../client/worker/release.ts'
import { answerFor, fileOf, pageOf, shelve, shelveRest, shelveUsed, tidy } from '../../../client/worker/shelf.ts'
import { FakeCaches } from './fake-caches.ts'

const ORIGIN = 'https://table.example'

/** A release whose lit stays the same and whose pages change with each. */
function release(id: string): Release {
  return {
    id,
    entry: `/assets/main-${id}.js`,
    core: [`/assets/main-${id}.js`, '/assets/lit.js', '/boot.js'],
    more: [`/assets/map-${id}.js`, '/assets/yjs.js'],
    links: { p: '</assets/yjs.js>; rel=modulepreload' },
  }
}

let device: FakeCaches

function serve(one: Release): void {
  device.served.clear()
  device.served.set('/', `<script type="module" src="${one.entry}"></script>`)
  for (const address of [...one.core, ...one.more]) device.served.set(address, `${address} of ${one.id}`)
}

beforeEach(() => {
  device = new FakeCaches()
  serve(release('one'))
})

const kindOf = (path: string, mode = 'navigate', method = 'GET') =>
  answerFor({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, release('one'))

test('[OFF-1] pages of the application are answered from the device, everything else is the server’s', () => {
  for (const path of ['/', '/join?code=quiet-heron-52', '/j/#secret', '/recover/#secret', '/p/abc', '/p/abc/d/def/row'])
    expect([path, kindOf(path)]).toEqual([path, 'page'])
  for (const path of [
    '/api/partnerships/abc/export',
    '/healthz',
    '/metrics',
    '/repair',
    '/sw.js',
    '/venue',
    '/openapi',
  ])
    expect([path, kindOf(path)]).toEqual([path, null])
  expect(kindOf('/api/partnerships', 'cors')).toBe(null)
  expect(kindOf('/p/abc', 'cors')).toBe(null)
  expect(kindOf('/', 'navigate', 'POST')).toBe(null)
  expect(kindOf('https://elsewhere.example/assets/a.js', 'cors')).toBe(null)
  expect([kindOf('/assets/map-one.js', 'cors'), kindOf('/boot.js', 'no-cors')]).toEqual(['file', 'file'])
})

test('[OFF-2] a release is kept whole or not at all, and a page of another release is none', async () => {
  await shelve(device.parts, release('one'))
  expect(device.kept('one')).toEqual(['/assets/lit.js', '/assets/main-one.js', '/boot.js', '/index.html'])

  device.served.delete('/boot.js')
  await expect(shelve(device.parts, { ...release('one'), id: 'broken' })).rejects.toThrow('/boot.js answered 404')
  serve(release('three'))
  device.served.set('/assets/main-two.js', 'of two')
  await expect(shelve(device.parts, release('two'))).rejects.toThrow('another release')
  expect(await (await pageOf(device.parts, release('one'), `${ORIGIN}/p/abc`))?.text()).toContain('main-one.js')
})

test('[OFF-3] nothing is kept under an address that somebody opened', async () => {
  await shelve(device.parts, release('one'))
  await pageOf(device.parts, release('one'), `${ORIGIN}/p/abc`)
  await shelveUsed(device.parts, release('one'), ['/api/partnerships', '/p/abc', '/assets/yjs.js'])
  await fileOf(device.parts, release('one'), `${ORIGIN}/elsewhere.js`)
  expect(device.kept('one').filter(name => !name.startsWith('/assets/'))).toEqual(['/boot.js', '/index.html'])
})

test('[OFF-27] the page from the shelf names in its header what this address needs, and never what another does', async () => {
  await shelve(device.parts, release('one'))
  const linkAt = async (path: string) =>
    (await pageOf(device.parts, release('one'), `${ORIGIN}${path}`))?.headers.get('link') ?? null
  expect(await linkAt('/p/abc/d/def')).toBe('</assets/yjs.js>; rel=modulepreload')
  expect(await linkAt('/join?code=quiet-heron-52')).toBe(null)
  const page = await pageOf(device.parts, release('one'), `${ORIGIN}/p/abc`)
  expect(page?.headers.get('content-encoding')).toBe(null)
})

test('[OFF-4] what two releases share is fetched once, and after a whole release comes a whole one', async () => {
  await shelve(device.parts, release('one'))
  await shelveRest(device.parts, release('one'))
  device.asked.length = 0
  serve(release('two'))
  await shelve(device.parts, release('two'))

  expect(device.asked.sort()).toEqual(['/', '/assets/main-two.js', '/assets/map-two.js', '/boot.js'])
  device.up = false
  expect(await (await fileOf(device.parts, release('two'), '/assets/yjs.js')).text()).toBe('/assets/yjs.js of one')
  device.asked.length = 0
  await shelveRest(device.parts, release('two'))
  expect(device.asked).toEqual([])
})

test('[OFF-5] old code stays while a page of its release is open, or may be', async () => {
  await shelve(device.parts, release('one'))
  serve(release('two'))
  await shelve(device.parts, release('two'))

  await tidy(device.parts, release('two'), null)
  await tidy(device.parts, release('two'), ['/assets/main-one.js', '/assets/main-two.js'])
  expect(device.kept('one')).not.toEqual([])
  expect(await (await fileOf(device.parts, release('two'), '/assets/main-one.js')).text()).toContain('of one')
  await tidy(device.parts, release('two'), ['/assets/main-two.js'])
  expect([...device.shelves.keys()]).toEqual(['trestle-release-two'])
})

test('[OFF-6] a file that was used is kept, and a full disk costs nobody the file', async () => {
  await shelve(device.parts, release('one'))
  await fileOf(device.parts, release('one'), '/assets/yjs.js')
  device.up = false
  expect((await fileOf(device.parts, release('one'), '/assets/yjs.js')).status).toBe(200)

  device.up = true
  device.full = true
  expect(await (await fileOf(device.parts, release('one'), '/assets/map-one.js')).text()).toContain('map-one')
  expect(device.kept('one')).not.toContain('/assets/map-one.js')
})

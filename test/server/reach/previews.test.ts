import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { openTable, seatEveryone } from '../http/table.ts'

const undo: (() => void)[] = []

afterEach(() => {
  for (const one of undo.splice(0)) one()
})

const CRAWLERS = [
  'WhatsApp/2.25',
  'Slackbot-LinkExpanding 1.0',
  'facebookexternalhit/1.1',
  'Googlebot/2.1',
  'TelegramBot',
]

test('[NET-16] whatever address a crawler opens, it gets the same page, which names nobody, and nothing is used up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-pages-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'index.html'), readFileSync('client/index.html'))
  writeFileSync(join(folder, 'robots.txt'), readFileSync('client/public/robots.txt'))
  const table = openTable()
  const app = createApp(table.services, folder)
  const { id, people } = await seatEveryone(table)
  const invite = (await people.broker.post(`/api/partnerships/${id}/invites`, { role: 'observer' })).body
  const document = (await people.broker.get(`/api/partnerships/${id}`)).body.documents[0].id

  const bodies = new Set<string>()
  for (const path of [
    '/',
    '/j/',
    `/join?code=${invite.code}`,
    '/recover/',
    '/venue',
    `/p/${id}`,
    `/p/${id}/people`,
    `/p/${id}/d/${document}`,
    '/nowhere',
  ]) {
    for (const agent of CRAWLERS) {
      const answer = await app.request(path, { headers: { 'user-agent': agent } })
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 200, []])
      expect([path, answer.headers.get('x-robots-tag')]).toEqual([path, path === '/' ? null : 'noindex, nofollow'])
      bodies.add(await answer.text())
    }
  }
  expect(bodies.size).toBe(1)
  const [page] = bodies
  expect(page).toMatch(/<meta property="og:title" content="Trestle"/)
  expect(page).toMatch(/<meta property="og:description" content="[^"]+"/)
  for (const secret of ['Delta table', 'Zuhura', id, invite.code, invite.secret]) expect(page).not.toContain(secret)
  const { invites } = (await people.broker.get(`/api/partnerships/${id}/invites`)).body
  expect(invites.find((one: { id: string }) => one.id === invite.id)).toMatchObject({ uses: 0, state: 'open' })
  expect(await (await app.request('/robots.txt')).text()).toContain('Disallow: /api/')
  for (const path of [`/api/partnerships/${id}`, `/api/partnerships/${id}/export`])
    expect((await app.request(path, { headers: { 'user-agent': CRAWLERS[0]! } })).status).toBe(401)
})

test('[NET-17] icons and the manifest are there in every size that is named', () => {
  const manifest = JSON.parse(readFileSync('client/public/manifest.webmanifest', 'utf8')) as {
    icons: { src: string; sizes: string; purpose?: string }[]
  }
  const page = readFileSync('client/index.html', 'utf8')
  const named = [...page.matchAll(/<link rel="(?:icon|apple-touch-icon|manifest)"[^>]*href="([^"]+)"/g)].map(
    one => one[1]!,
  )
  expect(named.sort()).toEqual(['/apple-touch-icon.png', '/icon-32.png', '/icon.svg', '/manifest.webmanifest'])
  expect(manifest.icons.some(icon => icon.purpose === 'maskable')).toBe(true)
  for (const src of [...named, ...manifest.icons.map(icon => icon.src)])
    expect([src, existsSync(`client/public${src}`)]).toEqual([src, true])
  for (const { src, sizes } of manifest.icons.filter(icon => icon.src.endsWith('.png'))) {
    const bytes = readFileSync(`client/public${src}`)
    expect([src, `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`]).toEqual([src, sizes])
    expect(bytes.length).toBeLessThan(30_000)
  }
})

import { expect, test } from 'vitest'
import { createApi } from '../../../server/http/api.ts'
import { problem } from '../../../server/http/problem.ts'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

function app() {
  const api = createApi()
  api.get('/api/partnerships/:id/export', c => problem(c, { code: 'no-session' }))
  api.post('/api/partnerships', c => problem(c, { code: 'no-session' }))
  api.get('/api/*', c => problem(c, { code: 'no-such-partnership' }))
  return api
}

test('[ERR-3] who opens a bad address of the API in a browser reads a page that says what to do', async () => {
  const answer = await app().request('/api/partnerships/abcdefghijklmnopqrst/export', { headers: { accept: BROWSER } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/html; charset=UTF-8'])
  const page = await answer.text()
  expect(page).toContain('Come back by your link or a code')
  expect(page).toContain('href="/join"')
  expect(page).not.toMatch(/<script|style=/)

  const arabic = await app().request('/api/partnerships/abcdefghijklmnopqrst', {
    headers: { accept: BROWSER, 'accept-language': 'ar-EG,en;q=0.5' },
  })
  const words = await arabic.text()
  expect(words).toContain('dir="rtl"')
  expect(words).toContain('href="/p/abcdefghijklmnopqrst"')
})

test('[ERR-4] programs get the problem as RFC 9457 has it, whatever else they would take', async () => {
  const asked: RequestInit[] = [
    {},
    { headers: { accept: '*/*' } },
    { headers: { accept: 'application/json' } },
    { headers: { accept: 'application/json, text/html' } },
  ]
  for (const init of asked) {
    const answer = await app().request('/api/partnerships/x/export', init)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(((await answer.json()) as { code: string }).code).toBe('no-session')
  }
  const posted = await app().request('/api/partnerships', { method: 'POST', headers: { accept: BROWSER } })
  expect(posted.headers.get('content-type')).toBe('application/problem+json')
})

test('[ERR-4] nothing from an address comes back as markup', async () => {
  const answer = await app().request('/api/%3Cimg%20src=x%3E', { headers: { accept: BROWSER } })
  expect(await answer.text()).not.toContain('<img')
})

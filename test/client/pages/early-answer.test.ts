// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { earlyApi } from '../../../client/pages/join/early-answer.ts'

const PATH = '/api/invites/preview'
const answer = (name: string) => new Response(JSON.stringify({ name }), { status: 200 })

afterEach(() => {
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

/** Runs the script that stands before all others in the page of this address. */
function boot(address: string): void {
  history.replaceState(null, '', address)
  new Function(readFileSync('client/public/boot.js', 'utf8'))()
}

test('[OFF-28] what an invite opens is asked once, before the code of the page is there', async () => {
  const fetch = vi.fn(async () => answer('Mirata'))
  vi.stubGlobal('fetch', fetch)
  for (const [address, key] of [
    ['/join?code=quiet-heron-52', { code: 'quiet-heron-52' }],
    ['/j/#a%20secret', { secret: 'a secret' }],
  ] as const) {
    fetch.mockClear()
    boot(address)
    expect(await earlyApi.post(PATH, key)).toEqual({ ok: true, value: { name: 'Mirata' } })
    expect(fetch.mock.calls).toHaveLength(1)
    // Asked again, the server is asked again.
    await earlyApi.post(PATH, key)
    expect(fetch.mock.calls).toHaveLength(2)
  }
})

test('[OFF-28] an answer to another question is not taken, and no other page asks', async () => {
  const fetch = vi.fn(async () => answer('Mirata'))
  vi.stubGlobal('fetch', fetch)
  boot('/join?code=quiet-heron-52')
  await earlyApi.post(PATH, { code: 'loud-heron-53' })
  expect(fetch.mock.calls).toHaveLength(2)
  fetch.mockClear()
  for (const address of ['/', '/join', '/j/', '/p/abc', '/recover/#secret']) boot(address)
  expect(fetch.mock.calls).toHaveLength(0)
})

test('[OFF-28] without a line the early answer is offline like any other', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no line')))
  boot('/join?code=quiet-heron-52')
  expect(await earlyApi.post(PATH, { code: 'quiet-heron-52' })).toMatchObject({ refusal: { code: 'offline' } })
})

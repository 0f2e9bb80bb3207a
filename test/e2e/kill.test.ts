import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestServer } from './support/server.ts'
import { Writer } from './support/writer.ts'

const ROUNDS = 6
const WRITERS = 5

let server: TestServer
let board: string
let token: string

beforeAll(async () => {
  server = await TestServer.start()
  const made = await post('/api/partnerships', { name: 'Kill table', brokerName: 'Zuhura', start: 'empty' })
  const cookie = made.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const { partnership } = (await made.json()) as { partnership: { id: string } }
  const document = await post(
    `/api/partnerships/${partnership.id}/documents`,
    { kind: 'board', title: 'Notes' },
    cookie,
  )
  board = ((await document.json()) as { id: string }).id
  const minted = await post(`/api/partnerships/${partnership.id}/tokens`, { scopes: ['write'] }, cookie)
  token = ((await minted.json()) as { token: string }).token
})

afterAll(() => server?.dispose())

test('[E2E-12] kill -9 while five clients type: everything called saved and everything shown to another is on disk', async () => {
  const promised = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const writers = Array.from({ length: WRITERS }, () => new Writer(server.url, board, token))
    await Promise.all(writers.map(writer => writer.ready()))
    const typing = setInterval(() => {
      for (const writer of writers) writer.write()
    }, 4)
    await reached(() => writers.every(writer => writer.saved.size > 10 * (round + 1)))
    await server.kill()
    clearInterval(typing)
    for (const writer of writers) for (const note of [...writer.saved, ...writer.shown]) promised.add(note)
    // The writers are gone before the server is back: what it has now, it has from its disk.
    for (const writer of writers) writer.leave()
    const began = Date.now()
    await server.run()
    expect(Date.now() - began).toBeLessThan(10_000)
    const fresh = new Writer(server.url, board, token)
    await fresh.ready()
    const kept = new Set(fresh.notes())
    fresh.leave()
    expect([...promised].filter(note => !kept.has(note))).toEqual([])
  }
  expect(promised.size).toBeGreaterThan(ROUNDS * WRITERS * 10)
})

function post(path: string, body: unknown, cookie = ''): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  })
}

async function reached(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { timeout: 20_000, interval: 20 }).toBe(true)
}

import { expect, test } from 'vitest'
import { createApi } from '../../../client/sync/api.ts'

type Call = { path: string; method: string; body: unknown }

/** A `fetch` that answers from a list and records what was asked. */
function fakeFetch(...answers: (Response | Error)[]): {
  calls: Call[]
  fetch: (path: string, init: RequestInit) => Promise<Response>
} {
  const calls: Call[] = []
  return {
    calls,
    async fetch(path, init) {
      calls.push({
        path,
        method: init.method ?? 'GET',
        body: init.body === undefined ? null : JSON.parse(String(init.body)),
      })
      const answer = answers.shift() ?? new Error('nothing left to answer')
      if (answer instanceof Error) throw answer
      return answer
    },
  }
}

const problem = (status: number, body: object) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })

test('[SAV-16] a request that nobody answers is the value offline, never an exception', async () => {
  const { fetch } = fakeFetch(new TypeError('failed to fetch'), new Response('<h1>Bad gateway</h1>', { status: 502 }))
  const api = createApi(fetch)

  expect(await api.get('/api/x')).toEqual({ ok: false, refusal: { status: 0, code: 'offline' } })
  expect(await api.get('/api/x')).toEqual({ ok: false, refusal: { status: 502, code: 'offline' } })
})

test('[SAV-16] a problem keeps its code, its fields and how long to wait', async () => {
  const slow = new Response(JSON.stringify({ code: 'too-many-requests', title: 'Wait' }), {
    status: 429,
    headers: { 'retry-after': '7' },
  })
  const { fetch } = fakeFetch(
    problem(422, { code: 'invalid', title: 'No', errors: [{ field: 'name', message: 'missing' }] }),
    slow,
    new Response('oops', { status: 500 }),
  )
  const api = createApi(fetch)

  expect(await api.post('/api/x', {})).toEqual({
    ok: false,
    refusal: { status: 422, code: 'invalid', title: 'No', errors: [{ field: 'name', message: 'missing' }] },
  })
  expect(await api.post('/api/x', {})).toMatchObject({ refusal: { code: 'too-many-requests', retryAfter: 7 } })
  expect(await api.post('/api/x', {})).toEqual({ ok: false, refusal: { status: 500, code: 'internal' } })
})

test('[SAV-16] an answer without a body is null, and JSON goes both ways', async () => {
  const { fetch, calls } = fakeFetch(new Response(null, { status: 204 }), new Response('{"id":"a"}', { status: 201 }))
  const api = createApi(fetch)

  expect(await api.delete('/api/x')).toEqual({ ok: true, value: null })
  expect(await api.post('/api/y', { name: 'Ana' })).toEqual({ ok: true, value: { id: 'a' } })
  expect(calls).toEqual([
    { path: '/api/x', method: 'DELETE', body: null },
    { path: '/api/y', method: 'POST', body: { name: 'Ana' } },
  ])
})

test('[SAV-17] a known device whose session went idle comes back by itself, once for everything that waits', async () => {
  const idle = () => problem(401, { code: 'session-idle' })
  const { fetch, calls } = fakeFetch(
    idle(),
    idle(),
    new Response('{"partnerships":[]}', { status: 201 }),
    new Response('1'),
    new Response('2'),
  )
  const api = createApi(fetch)

  const answers = await Promise.all([api.get('/api/a'), api.post('/api/b')])

  expect(answers.map(answer => answer.ok)).toEqual([true, true])
  expect(calls.filter(call => call.path === '/api/return')).toHaveLength(1)
})

test('[SAV-17] a device that the server does not know stays signed out', async () => {
  const { fetch, calls } = fakeFetch(problem(401, { code: 'session-idle' }), problem(401, { code: 'no-session' }))

  expect(await createApi(fetch).get('/api/a')).toMatchObject({
    ok: false,
    refusal: { status: 401, code: 'session-idle' },
  })
  expect(calls).toHaveLength(2)
})

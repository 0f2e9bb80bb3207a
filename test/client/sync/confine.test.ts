// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { lookingFetch, lookingSocket } from '../../../client/sync/confine.ts'
import { lookOf } from '../../../client/sync/look.ts'

const look = { token: 'look-token', as: 'An observer', language: 'ar', theme: 'dark' }

test('[VAS-8] every request of a look says so, whatever code makes it', async () => {
  const asked: Request[] = []
  const fetch = lookingFetch(look, (async (request: Request) => {
    asked.push(request)
    return new Response()
  }) as typeof window.fetch)
  await fetch('http://localhost:3000/api/partnerships', { headers: { accept: 'application/json' } })
  await fetch(new Request('http://localhost:3000/api/log-out', { method: 'POST' }))
  expect(asked.map(one => [one.method, one.headers.get('trestle-preview')])).toEqual([
    ['GET', 'look-token'],
    ['POST', 'look-token'],
  ])
  expect(asked[0]!.headers.get('accept')).toBe('application/json')
})

test('[VAS-9] the sockets of a look only ask: no edit, no presence and no mark leaves the page', () => {
  const sent: Uint8Array[] = []
  const opened: string[] = []
  class Base {
    constructor(url: string | URL) {
      opened.push(String(url))
    }
    send(data: Uint8Array) {
      sent.push(data)
    }
  }
  const Socket = lookingSocket(look, Base as unknown as typeof WebSocket)
  const socket = new Socket('ws://localhost:4000/sync/abc?ext=1')
  expect(opened).toEqual(['ws://localhost:4000/sync/abc?ext=1&preview=look-token'])
  const frames = {
    step1: [0, 0, 1, 0],
    step2: [0, 1, 2, 0, 0],
    update: [0, 2, 2, 0, 0],
    presence: [1, 0],
    query: [3],
    mark: [100, 1],
  }
  for (const frame of Object.values(frames)) socket.send(new Uint8Array(frame))
  expect(sent.map(frame => [...frame])).toEqual([frames.step1, frames.query])
})

test('[VAS-10] a page is a look only where the page around it says so', () => {
  const frame = document.createElement('iframe')
  expect(lookOf({ frameElement: null })).toBeNull()
  expect(lookOf({ frameElement: frame })).toBeNull()
  Object.assign(frame.dataset, { look: 'look-token', as: 'An observer', language: 'ar', theme: 'dark' })
  expect(lookOf({ frameElement: frame })).toEqual(look)
})

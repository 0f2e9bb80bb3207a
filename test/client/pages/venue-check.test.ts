// @vitest-environment jsdom
import { expect, test } from 'vitest'
import {
  CHECKS,
  type CheckId,
  care,
  missing,
  type Outcome,
  verdictOf,
  works,
} from '../../../client/pages/venue/check.ts'
import { type Device, deviceChecks } from '../../../client/pages/venue/device-checks.ts'
import { inAppBrowser } from '../../../client/pages/venue/in-app.ts'
import { type Line, lineChecks } from '../../../client/pages/venue/line-checks.ts'
import { checkName, meaning, measured, stateWord, verdictWords } from '../../../client/pages/venue/venue-words.ts'

/** A line whose every answer takes 20 ms of a clock that only it moves; the server's clock is `ahead` of ours. */
function line(options: { fails?: boolean; echoes?: (word: string) => string | null; behind?: number } = {}): Line {
  const { fails = false, echoes = word => word, behind = 0 } = options
  let elapsed = 0
  const started = Date.UTC(2027, 5, 1)
  return {
    clock: { elapsed: () => elapsed, now: () => started + elapsed },
    async fetch(path) {
      if (fails) throw new TypeError('no line')
      elapsed += 20
      if (path === '/api/venue/block') return new Response(new Uint8Array(64 * 1024))
      return Response.json({ at: started + elapsed - 10 - behind })
    },
    openSocket() {
      const socket = {
        onopen: null as (() => void) | null,
        onmessage: null as ((event: { data: string }) => void) | null,
        onclose: null as (() => void) | null,
        close: () => {},
        send(word: string) {
          elapsed += 20
          const echo = echoes(word)
          queueMicrotask(() => (echo === null ? socket.onclose?.() : socket.onmessage?.({ data: echo })))
        },
      }
      elapsed += 20
      queueMicrotask(() => (fails ? socket.onclose?.() : socket.onopen?.()))
      return socket as unknown as WebSocket
    },
  }
}

test('[VEN-3] the line is measured by real answers: there and back, how fast a block comes, a socket’s echo, the clock', async () => {
  const checks = lineChecks(line({ behind: 5_000 }))
  expect(await checks.server()).toEqual(works(20, 64, 3200))
  expect(await checks.socket()).toEqual(works(20, 20))
  expect(await checks.clock()).toEqual(works(5))
  expect(await lineChecks(line({ behind: -90_000 })).clock()).toEqual(care(-90))

  const none = lineChecks(line({ fails: true }))
  for (const check of Object.values(none)) expect(await check()).toEqual(missing('line'))
  expect(await lineChecks(line({ echoes: () => 'something else' })).socket()).toEqual(missing('line'))
  expect(await lineChecks(line({ echoes: () => null })).socket()).toEqual(missing('line'))
})

const BARE: Device = {
  plainHttp: true,
  secure: false,
  tryWorker: null,
  indexedDB: undefined,
  locks: undefined,
  subtle: undefined,
  canShare: false,
  canCopy: false,
  estimate: undefined,
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36',
  width: 390,
  height: 800,
  language: 'sw',
}
const FULL: Device = {
  ...BARE,
  plainHttp: false,
  secure: true,
  tryWorker: async () => {},
  locks: { request: (async (_name: string, run: () => unknown) => run()) as LockManager['request'] },
  subtle: globalThis.crypto.subtle,
  canShare: true,
  canCopy: true,
  estimate: async () => ({ quota: 900_000_000, usage: 100_000_000 }),
}
const on = async (device: Device, id: Exclude<CheckId, 'server' | 'socket' | 'clock'>) => deviceChecks(device)[id]()

test('[VEN-4] what is not there is laid at plain http only where plain http takes it away', async () => {
  for (const id of ['secure', 'worker', 'signatures', 'locks', 'share', 'clipboard', 'space'] as const) {
    expect([id, await on(BARE, id)]).toEqual([id, missing('plain-http')])
    expect([id, (await on(FULL, id)).state]).toEqual([id, 'works'])
  }
  expect(await on({ ...BARE, plainHttp: false, secure: true }, 'share')).toEqual(missing('browser'))
  expect(await on(FULL, 'signatures')).toEqual(works('Ed25519'))
  expect(await on(BARE, 'storage')).toEqual(missing('browser'))
  const distrust = async () => Promise.reject(new DOMException('', 'SecurityError'))
  expect(await on({ ...FULL, tryWorker: distrust }, 'worker')).toEqual(missing('certificate'))
  expect(await on({ ...FULL, estimate: async () => ({ quota: 60_000_000, usage: 20_000_000 }) }, 'space')).toEqual(
    care(40),
  )
  expect(await on({ ...BARE, width: 300 }, 'screen')).toEqual(care(300, 800, 'sw'))
})

test('[VEN-5] the small browsers of chat apps are known, and whole browsers are not taken for them', () => {
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
  const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 8'
  const small: [string, string][] = [
    [`${phone} Mobile/15E148 [FBAN/FBIOS;FBAV/510.0]`, 'Facebook'],
    [`${phone} Mobile/15E148 Instagram 380.0`, 'Instagram'],
    [`${phone} Mobile/15E148`, ''],
    [`${android}; wv) AppleWebKit/537.36 Version/4.0 Chrome/142.0 Mobile Safari/537.36`, ''],
    [`${android}; wv) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 WhatsApp/2.25`, 'WhatsApp'],
    [`${android}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 MicroMessenger/8.0`, 'WeChat'],
  ]
  for (const [agent, app] of small) expect([agent, inAppBrowser(agent)]).toEqual([agent, app])
  for (const agent of [
    `${phone} Version/18.5 Mobile/15E148 Safari/604.1`,
    `${android}) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15',
    'Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0',
  ])
    expect([agent, inAppBrowser(agent)]).toEqual([agent, null])
})

test('[VEN-6] each thing that is missing says what it means for the meeting, and the verdict rests on the line', () => {
  const whole = new Map<CheckId, Outcome>(CHECKS.map(id => [id, works(1, 2, 3)]))
  for (const id of CHECKS) {
    expect(checkName(id)).not.toBe('')
    if (id !== 'screen' && id !== 'browser') expect([id, meaning(id, missing('plain-http'))]).not.toEqual([id, ''])
    expect(meaning(id, works())).toBe('')
  }
  expect(meaning('worker', missing('plain-http'))).toMatch(/https/)
  expect(meaning('worker', missing('certificate'))).toMatch(/certificate/)
  expect(stateWord(missing('plain-http'))).toMatch(/plain http/)
  expect(measured('clock', care(-90))).toBe('90 s behind the server')
  expect(measured('browser', care('WhatsApp'))).toBe('Inside WhatsApp')

  expect(verdictOf(new Map())).toBe('checking')
  expect(verdictOf(whole)).toBe('all')
  expect(verdictOf(new Map(whole).set('worker', missing('plain-http')))).toBe('some')
  expect(verdictOf(new Map([['socket', missing('line')]]))).toBe('none')
  expect(new Set((['checking', 'all', 'some', 'none'] as const).map(verdictWords)).size).toBe(4)
})

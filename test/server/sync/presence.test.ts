import { expect, test } from 'vitest'
import { awarenessFrame, decodeFrame, step1Frame, updateFrame } from '../../../server/sync/frame.ts'
import { content, forge } from './forge.ts'
import { BOARD, joinPeer, type Peer, seat, settle, startServer } from './helpers.ts'

const encode = (state: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(state))
const show = (clientId: number, clock: number, state: unknown): Uint8Array =>
  awarenessFrame([{ clientId, clock, json: encode(state) }])

/** Latest state of each id that a peer was sent. */
function seen(peer: Peer): Record<number, { clock: number; state: unknown }> {
  const states: Record<number, { clock: number; state: unknown }> = {}
  for (const frame of peer.frames.map(bytes => decodeFrame(bytes, false))) {
    if (frame?.type !== 'awareness') continue
    for (const { clientId, clock, json } of frame.entries)
      states[clientId] = { clock, state: JSON.parse(new TextDecoder().decode(json)) }
  }
  return states
}

async function two(): Promise<{
  server: Awaited<ReturnType<typeof startServer>>
  ana: Peer
  bo: Peer
  wait(ms: number): Promise<void>
}> {
  const server = await startServer()
  const [ana, bo] = [
    await joinPeer(server, seat('ana', { party: 'mill', role: 'representative' })),
    await joinPeer(server, seat('bo')),
  ]
  for (const peer of [ana, bo]) peer.send(step1Frame(new Uint8Array([0])))
  const wait = async (ms: number): Promise<void> => {
    server.clock.pass(ms)
    await settle()
  }
  await wait(20)
  return { server, ana, bo, wait }
}

const ANA = { member: 'ana', name: 'Name of ana', party: 'mill', role: 'representative', mark: 3, initials: 'an' }

test('[SYN-27] name, party and role in presence are the roster’s, whatever the client says of itself', async () => {
  const { ana, bo, wait } = await two()
  ana.send(show(5001, 1, { at: 'x', user: { name: 'The Minister', role: 'broker', member: 'bo' } }))
  await wait(20)
  expect(seen(bo)).toEqual({ 5001: { clock: 1, state: { at: 'x', user: ANA } } })
})

test('[SYN-28] Y8: what a client says of another’s id is dropped, silently and without harm', async () => {
  const { ana, bo, wait } = await two()
  ana.send(show(5001, 1, { at: 'x' }))
  bo.send(show(5002, 1, {}))
  bo.send(show(5001, 2 ** 40, { at: 'hijacked' }))
  bo.send(
    awarenessFrame([
      { clientId: 5001, clock: 2 ** 40, json: encode(null) },
      { clientId: 5002, clock: 2, json: encode({ at: 'mine' }) },
    ]),
  )
  await wait(20)
  expect(bo.closed).toBeNull()
  ana.send(show(5001, 2, { at: 'y' }))
  await wait(20)
  expect(seen(bo)[5001]).toMatchObject({ clock: 2, state: { at: 'y' } })
  expect(seen(ana)[5002]).toMatchObject({ clock: 2, state: { at: 'mine' } })
})

test('[SYN-29] an id that was shown is its member’s before the first keystroke, and free again when they have gone without one', async () => {
  const { server, ana, bo, wait } = await two()
  const typed = forge([{ client: 5001, clock: 0, structs: [{ parent: 'cards', sub: 'x', ...content.any([126]) }] }])
  ana.send(show(5001, 1, {}))
  bo.send(updateFrame(typed))
  expect(bo.closed).toMatchObject({ reason: 'not-leased' })
  ana.session.leave()
  await wait(3_000)
  const cy = await joinPeer(server, seat('cy'))
  cy.send(updateFrame(typed))
  expect(cy.closed).toBeNull()
  await wait(20)
  expect((await server.store.load(BOARD.id)).leases).toEqual([{ clientId: 5001, member: 'cy' }])
})

test('[SYN-30] who leaves stays shown for three seconds: a quick reconnect loses nobody', async () => {
  const { server, ana, bo, wait } = await two()
  ana.send(show(5001, 7, { at: 'x' }))
  await wait(20)
  ana.session.leave()
  await wait(2_000)
  const back = await joinPeer(server, seat('ana', { party: 'mill', role: 'representative' }))
  back.send(show(5001, 7, { at: 'x' }))
  await wait(5_000)
  expect(seen(bo)[5001]).toMatchObject({ state: { at: 'x' } })
  back.session.leave()
  await wait(2_999)
  expect(seen(bo)[5001]).toMatchObject({ state: { at: 'x' } })
  await wait(20)
  expect(seen(bo)[5001]).toEqual({ clock: 7, state: null })
})

test('[SYN-31] entries that are too large or no object are not shown, and do not end the session', async () => {
  const { ana, bo, wait } = await two()
  for (const [clock, state] of [
    [1, 'text'],
    [2, [1]],
    [3, 7],
    [4, { at: 'x'.repeat(5_000) }],
  ] as const)
    ana.send(show(5001, clock, state))
  ana.send(awarenessFrame([{ clientId: 5001, clock: 5, json: new Uint8Array([0xff, 0xfe]) }]))
  await wait(20)
  expect(ana.closed).toBeNull()
  expect(seen(bo)).toEqual({})
})

test('[SYN-32] of many moves within a tick others are sent the last', async () => {
  const { ana, bo, wait } = await two()
  ana.send(show(5001, 1, { at: 'a' }))
  await wait(1)
  const before = bo.frames.length
  for (let clock = 2; clock <= 50; clock++) ana.send(show(5001, clock, { drag: clock }))
  await wait(20)
  expect(bo.frames.length - before).toBe(1)
  expect(seen(bo)[5001]).toMatchObject({ clock: 50, state: { drag: 50 } })
})

test('[SYN-42] an id that its author let go of, and that is another’s by now, shows only the other', async () => {
  const { server, ana, bo, wait } = await two()
  ana.send(show(5001, 1, {}))
  ana.send(show(5001, 2, null))
  await wait(3_100)
  const cy = await joinPeer(server, seat('cy'))
  cy.send(show(5001, 1, { at: 'theirs' }))
  await wait(20)
  ana.send(show(5001, 99, { at: 'mine' }))
  await wait(20)
  expect(seen(bo)[5001]).toMatchObject({ state: { at: 'theirs', user: { member: 'cy' } } })
})

test('[OFF-20] a client on a thin line is sent nobody’s presence, is itself shown, and misses no edit', async () => {
  const { server, ana, bo, wait } = await two()
  const thin = await joinPeer(server, seat('cleo'), { ext: true, presence: false })
  thin.send(step1Frame(new Uint8Array([0])))
  ana.send(show(5001, 1, { at: 'x' }))
  thin.send(show(5003, 1, {}))
  thin.send(new Uint8Array([3]))
  ana.send(
    updateFrame(forge([{ client: 5001, clock: 0, structs: [{ parent: 'cards', sub: 'x', ...content.any([126]) }] }])),
  )
  await wait(20)

  expect(seen(thin)).toEqual({})
  expect(thin.types()).toContain('update')
  expect(Object.keys(seen(bo))).toEqual(['5001', '5003'])
})

import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { cardMoves } from './boards.ts'
import { Crowd } from './crowd.ts'
import { withServer } from './folders.ts'
import { LARGE, LoadClient } from './load-client.ts'
import { mark, scanMarks } from './marks.ts'
import { medians } from './sample.ts'
import { updateMessage } from './wire.ts'

test('[BEN-1] the load client takes messages of every length, whole or only by their head, and sends what servers read', async () => {
  const sizes = [0, 1, 125, 126, 65_535, 65_536, LARGE, LARGE + 1, 900_000, 3]
  const server = new WebSocketServer({ port: 0, perMessageDeflate: false })
  const heard: number[] = []
  server.on('connection', socket => {
    socket.on('message', data => heard.push((data as Buffer).length))
    socket.ping('are you there')
    socket.once('pong', () => {
      for (const size of sizes) socket.send(Buffer.alloc(size, size % 251))
    })
  })
  const got: { size: number; same: boolean }[] = []
  await new Promise<void>(resolve => {
    const client = new LoadClient(
      (server.address() as AddressInfo).port,
      '/',
      {},
      {
        opened: () => {
          for (const size of [0, 125, 126, 65_536]) client.send(new Uint8Array(size))
        },
        message: (bytes, from, to, size) => {
          got.push({ size, same: bytes.subarray(from, to).every(byte => byte === size % 251) })
          if (got.length < sizes.length) return
          client.close()
          resolve()
        },
        closed: () => {},
      },
    )
  })
  await new Promise(resolve => server.close(resolve))
  expect(got).toEqual(sizes.map(size => ({ size, same: true })))
  expect(heard).toEqual([0, 125, 126, 65_536])
})

test('[BEN-2] marks are found wherever they stand, and an outdated one that was skipped counts as delivered', () => {
  const text = Buffer.from(`{"a":"${mark(0, 0)}"}#~${mark(1_599, 2_559_999)}x#~${mark(3, 41)}`)
  const found: [number, number][] = []
  scanMarks(text, 0, text.length, (writer, seq) => found.push([writer, seq]))
  expect(found).toContainEqual([0, 0])
  expect(found).toContainEqual([1_599, 2_559_999])
  expect(found).toContainEqual([3, 41])
  expect(medians([{ a: 3 }, { a: 1, b: 2 }, { a: 2 }])).toEqual({ a: 2, b: 2 })
})

test('[BEN-3] behind the launcher any room name is a board, and what one client writes reaches the others', async () => {
  await withServer('trestle', true, async server => {
    const crowd = new Crowd(server)
    crowd.track(3, 1, 10)
    const members = await crowd.joinAll(['room one', 'room one', 'room one'].map(encodeURIComponent))
    for (const [seq, update] of cardMoves(0, 4).entries()) {
      crowd.sends(0, seq)
      members[0]!.client.send(updateMessage(update))
    }
    await crowd.drained(8, 10_000)
    expect(crowd.deliveries).toBe(8)
    expect(crowd.quantile(0.5)).toBeGreaterThan(0)
    expect(crowd.lost).toBe(0)
    crowd.close()
  })
})

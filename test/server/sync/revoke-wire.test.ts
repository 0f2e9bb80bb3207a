import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { content, forge } from './forge.ts'
import { BOARD, freshLoad } from './helpers.ts'
import { startWireServer } from './wire-server.ts'

const DOCUMENT = 'revokedrevokedrevoke'
const row = (clock: number): Uint8Array =>
  updateFrame(forge([{ client: 5001, clock, structs: [{ parent: 'cards', sub: `k${clock}`, ...content.any([126]) }] }]))

test('[REV-2] a revoked member’s socket is closed within a second and no frame is taken after, also from one that never agrees to close', async () => {
  const server = await startWireServer({ limits: 'off' })
  try {
    const socket = new WebSocket(`${server.url}/${DOCUMENT}?member=mal`, { perMessageDeflate: false })
    await new Promise(resolve => socket.once('open', resolve))
    socket.send(step2Frame(new Uint8Array([0, 0])))
    // Whoever means harm does not answer a close frame.
    const receiver = (socket as unknown as { _receiver: { removeAllListeners(event: string): void } })._receiver
    receiver.removeAllListeners('conclude')
    let clock = 0
    const send = (): void => {
      if (socket.readyState === WebSocket.OPEN) socket.send(row(clock++))
    }
    for (let n = 0; n < 20; n++) send()
    await expect.poll(async () => (await freshLoad(server.store, DOCUMENT)).getMap('cards').size).toBe(20)

    server.directory.revoke(BOARD.partnership, 'mal')
    const revokedAt = performance.now()
    const gone = new Promise<number>(resolve => socket.once('close', () => resolve(performance.now() - revokedAt)))
    const typing = setInterval(send, 5)
    const after = await gone
    clearInterval(typing)
    expect(after).toBeLessThan(1_500)
    expect(clock).toBeGreaterThan(20)
    expect((await freshLoad(server.store, DOCUMENT)).getMap('cards').size).toBe(20)
  } finally {
    await server.close()
  }
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { decodeFrame, step1Frame, step2Frame } from '../../../server/sync/frame.ts'
import { ATTACKS, type AttackName, furnish } from './attacks.ts'
import { freshLoad } from './helpers.ts'
import { startPlainRelay } from './plain-relay.ts'
import { startWireServer, type WireServer } from './wire-server.ts'

const SELF = 4_000_002
const VICTIM = 4_000_001
const NOTHING = new Uint8Array([0, 0])

let server: WireServer
beforeAll(async () => {
  server = await startWireServer()
})
afterAll(() => server.close())

/** A document's id of its own for each attack. */
const documentOf = (name: string): string => name.toLowerCase().padEnd(20, 'x')

function provider(url: string, document: string, member: string, clientId: number): WebsocketProvider {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return new WebsocketProvider(url, document, doc, {
    params: { member },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise(resolve => setTimeout(resolve, 2))
}

/** One bare socket that keeps what it was sent. */
async function openLine(url: string, document: string, member: string) {
  const socket = new WebSocket(`${url}/${document}?member=${member}&ext=1`, { perMessageDeflate: false })
  const frames: Uint8Array[] = []
  let closed: string | null = null
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)))
  socket.on('close', (code, reason) => {
    closed = `${code} ${reason}`
  })
  socket.on('error', () => {})
  await new Promise(resolve => socket.once('open', resolve))
  return { socket, frames, closed: () => closed }
}

/**
 * Sends an attack beside two stock clients and says what became of it: how the socket was closed, or `taken`; for presence, whom the
 * others see under the victim's id.
 */
async function outcome(
  url: string,
  name: AttackName,
): Promise<{ answer: string; victim: WebsocketProvider; other: WebsocketProvider; end(): void }> {
  const document = documentOf(name)
  const victim = provider(url, document, 'vic', VICTIM)
  const other = provider(url, document, 'oda', 4_000_003)
  await until(() => victim.synced && other.synced)
  victim.awareness.setLocalState({ at: 'here' })
  furnish(victim.doc)
  await until(() => other.doc.getXmlFragment('clause:a').length === 3 && other.awareness.getStates().has(VICTIM))
  const line = await openLine(url, document, 'mal')
  const sight = { doc: other.doc, self: SELF, victim: VICTIM }
  const frame = ATTACKS[name](sight)
  // The one answer to step 1 may be large; whoever sends it later is told that it is too large.
  if (name !== 'Y6') line.socket.send(step2Frame(NOTHING))
  line.socket.send(frame)
  const before = line.frames.length
  line.socket.send(step1Frame(new Uint8Array([0])))
  const answered = (): boolean =>
    line.frames.slice(before).some(bytes => decodeFrame(bytes, true)?.type === 'step2') || line.closed() !== null
  const timeout = setTimeout(() => line.socket.terminate(), 5_000)
  await until(answered)
  clearTimeout(timeout)
  let answer = line.closed() ?? 'taken'
  if (name === 'Y8') {
    victim.awareness.setLocalState({ at: 'there' })
    const seen = (): unknown => other.awareness.getStates().get(VICTIM)?.at
    await until(() => seen() !== 'here')
    answer = String(seen())
  }
  line.socket.terminate()
  return {
    answer,
    victim,
    other,
    end: () => {
      for (const one of [victim, other]) {
        // Yjs may have taken another id, and the stock farewell speaks for the document's.
        one.doc.clientID = one.awareness.clientID
        one.destroy()
      }
    },
  }
}

/** The attack ends as said, the victim goes on typing, and everybody and a fresh load see the same. */
async function endsIn(name: AttackName, expected: string): Promise<void> {
  const { answer, victim, other, end } = await outcome(server.url, name)
  try {
    expect(answer).toBe(expected)
    victim.doc.getMap('cards').set('after', 'still here')
    await until(() => other.doc.getMap('cards').get('after') === 'still here')
    const late = provider(server.url, documentOf(name), 'lea', 4_000_004)
    await until(() => late.synced)
    const fresh = await freshLoad(server.store, documentOf(name))
    for (const doc of [victim.doc, other.doc, late.doc, fresh]) {
      expect(doc.getMap('cards').toJSON()).toEqual({ theirs: { text: 'river' }, after: 'still here' })
      expect(doc.getXmlFragment('clause:a').toString()).toBe('<p></p><q></q><r></r>')
      expect(doc.store.pendingStructs ?? doc.store.pendingDs).toBeNull()
    }
    late.destroy()
  } finally {
    end()
  }
}

const EXPECTED: Record<AttackName, string> = {
  Y1: '4409 clock-gap',
  Y2: '4400 bad-message',
  Y3: '4409 not-leased',
  Y4: '4409 bad-delete',
  Y5: '4409 bad-content',
  Y6: '4409 too-many-ids',
  Y7: '4409 unknown-parent',
  Y8: 'there',
  Y9: '4400 bad-message',
  Y10: '4409 bad-content',
  Y11: '4409 bad-content',
  Y12: '4409 not-leased',
  Y13: '4409 bad-content',
  Y14: '4409 bad-origin',
  Y15: '4409 unknown-parent',
  Y16: '4409 bad-origin',
  Y17: '4409 bad-content',
  Y18: '4409 bad-origin',
}

const attack = (name: AttackName) => (): Promise<void> => endsIn(name, EXPECTED[name])

test('[GRD-51] [Y1] a struct near the end of all clocks is refused, and everybody can still join', attack('Y1'))
test('[GRD-52] [Y2] a V2 bomb is no message', attack('Y2'))
test('[GRD-53] [Y3] nobody writes under another’s next clock', attack('Y3'))
test('[GRD-54] [Y4] nobody deletes what another has yet to write', attack('Y4'))
test('[GRD-55] [Y5] two thousand nested maps are refused before they are nested', attack('Y5'))
test('[GRD-56] [Y6] twenty thousand client ids in the one large answer are refused', attack('Y6'))
test('[GRD-57] [Y7] a flood that leans on what never comes is refused and not parked', attack('Y7'))
test('[GRD-58] [Y8] a presence clock in the far future hides nobody', attack('Y8'))
test('[GRD-59] [Y9] a message type in a longer form than needed is no message', attack('Y9'))
test('[GRD-60] [Y10] a value that reaches into a prototype is refused', attack('Y10'))
test('[GRD-61] [Y11] a list item in a map is refused', attack('Y11'))
test('[GRD-62] [Y12] nobody writes as the server', attack('Y12'))
test('[GRD-63] [Y13] a value of two hundred thousand members is refused', attack('Y13'))
test('[GRD-64] [Y14] a right neighbour left of the left one is refused', attack('Y14'))
test('[GRD-65] [Y15] structs that lean on each other in a circle are refused', attack('Y15'))
test('[GRD-66] [Y16] a struct that leans on itself is refused', attack('Y16'))
test('[GRD-67] [Y17] a run of text under a key is refused', attack('Y17'))
test('[GRD-68] [Y18] neighbours of two types are refused', attack('Y18'))

test('[GRD-70] not one of the eighteen attacks ends on a plain relay as it ends here', {
  timeout: 60_000,
}, async () => {
  const relay = await startPlainRelay()
  try {
    for (const name of Object.keys(ATTACKS) as AttackName[]) {
      const { answer, end } = await outcome(relay.url, name)
      expect(answer, name).not.toBe(EXPECTED[name])
      end()
    }
  } finally {
    await relay.close()
  }
})

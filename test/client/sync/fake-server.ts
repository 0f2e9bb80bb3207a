import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import {
  MESSAGE_AWARENESS,
  MESSAGE_MARK,
  MESSAGE_REFUSED,
  MESSAGE_SAVED,
  MESSAGE_SYNC,
} from '../../../shared/protocol.ts'
import type { Serve, ServerEnd } from './fake-net.ts'

type Shown = { id: number; clock: number; state: object | null }
type Peer = ServerEnd & { document: string; member: string }

/** A relay made of y-protocols, with marks, refusals and a record of what clients sent. */
export class FakeServer {
  readonly docs = new Map<string, Y.Doc>()
  readonly peers = new Set<Peer>()
  /** While false, marks are not answered: the disk is slow. */
  acknowledges = true
  readonly marks: number[] = []
  /** Client ids in each awareness message that came in, and who sent it. */
  readonly presence: { member: string; ids: number[] }[] = []
  /** Updates that came in after the answer to step 1. */
  readonly updates: Uint8Array[] = []
  /** Answers to step 1. */
  readonly answers: Uint8Array[] = []
  /** The code with which the next update that says something is refused. */
  refusal: { code: string; close: number } | null = null
  /** May this member write here? */
  mayWrite: (member: string, document: string) => boolean = (_member, document) => !document.startsWith('ledger')
  /** Presence by document and client id: opaque, last state wins, forgotten when its author leaves. */
  readonly #shown = new Map<string, Map<number, Shown>>()
  #waiting: (() => void)[] = []

  doc(document: string): Y.Doc {
    const known = this.docs.get(document)
    if (known) return known
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.#broadcast(document, origin, encoder => {
        encoding.writeVarUint(encoder, MESSAGE_SYNC)
        syncProtocol.writeUpdate(encoder, update)
      })
    })
    this.#shown.set(document, new Map())
    this.docs.set(document, doc)
    return doc
  }

  /** Answers every mark that waited, and those to come. */
  acknowledge(): void {
    this.acknowledges = true
    for (const answer of this.#waiting.splice(0)) answer()
  }

  /** Ends every line of a member. */
  end(member: string, code: number, refused?: string): void {
    for (const peer of this.peers) {
      if (peer.member !== member) continue
      if (refused !== undefined) this.#refuse(peer, refused)
      peer.close(code)
    }
  }

  readonly serve: Serve = (end, document, member) => {
    const peer: Peer = { ...end, document, member }
    const doc = this.doc(document)
    const shown = this.#shown.get(document)!
    this.peers.add(peer)
    let owesAnswer = false
    if (this.mayWrite(member, document)) {
      owesAnswer = true
      send(peer, encoder => {
        encoding.writeVarUint(encoder, MESSAGE_SYNC)
        syncProtocol.writeSyncStep1(encoder, doc)
      })
    }
    const receive = (frame: Uint8Array): void => {
      const decoder = decoding.createDecoder(frame)
      const type = decoding.readVarUint(decoder)
      if (type === MESSAGE_MARK) {
        const n = decoding.readVarUint(decoder)
        this.marks.push(n)
        const answer = (): void =>
          send(peer, encoder => {
            encoding.writeVarUint(encoder, MESSAGE_SAVED)
            encoding.writeVarUint(encoder, n)
          })
        if (this.acknowledges) answer()
        else this.#waiting.push(answer)
      } else if (type === MESSAGE_AWARENESS) {
        const entries = entriesIn(decoding.readVarUint8Array(decoder))
        this.presence.push({ member, ids: entries.map(({ id }) => id) })
        const user = { member, name: `name of ${member}`, party: null, role: 'contributor', mark: null, initials: 'XX' }
        const stamped = entries.map(entry => ({ ...entry, state: entry.state && { ...entry.state, user } }))
        for (const entry of stamped) {
          if (entry.state) shown.set(entry.id, entry)
          else shown.delete(entry.id)
        }
        this.#broadcast(document, null, encoder => writePresence(encoder, stamped))
      } else if (type === MESSAGE_SYNC) {
        const step = decoding.readVarUint(decoder)
        const body = decoding.readVarUint8Array(decoder)
        if (step === 0) {
          send(peer, encoder => {
            encoding.writeVarUint(encoder, MESSAGE_SYNC)
            syncProtocol.writeSyncStep2(encoder, doc, body)
          })
          send(peer, encoder => writePresence(encoder, [...shown.values()]))
          return
        }
        if (step === 2 && owesAnswer) throw new Error('an edit came before the answer to step 1')
        if (step === 1) this.answers.push(body)
        else this.updates.push(body)
        owesAnswer &&= step !== 1
        if (this.refusal && Y.decodeUpdate(body).structs.length > 0) {
          this.#refuse(peer, this.refusal.code)
          peer.close(this.refusal.close)
        } else if (this.mayWrite(member, document)) Y.applyUpdate(doc, body, peer)
      }
    }
    return {
      receive,
      leave: () => {
        this.peers.delete(peer)
      },
    }
  }

  #refuse(peer: Peer, code: string): void {
    send(peer, encoder => {
      encoding.writeVarUint(encoder, MESSAGE_REFUSED)
      encoding.writeVarString(encoder, code)
    })
  }

  #broadcast(document: string, origin: unknown, fill: (encoder: encoding.Encoder) => void): void {
    for (const peer of this.peers) if (peer.document === document && peer !== origin) send(peer, fill)
  }
}

function send(peer: ServerEnd, fill: (encoder: encoding.Encoder) => void): void {
  const encoder = encoding.createEncoder()
  fill(encoder)
  peer.send(encoding.toUint8Array(encoder))
}

function entriesIn(update: Uint8Array): Shown[] {
  const decoder = decoding.createDecoder(update)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const [id, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)]
    return { id, clock, state: JSON.parse(decoding.readVarString(decoder)) as object | null }
  })
}

function writePresence(encoder: encoding.Encoder, entries: Shown[]): void {
  const body = encoding.createEncoder()
  encoding.writeVarUint(body, entries.length)
  for (const { id, clock, state } of entries) {
    encoding.writeVarUint(body, id)
    encoding.writeVarUint(body, clock)
    encoding.writeVarString(body, JSON.stringify(state))
  }
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(body))
}

import * as Y from 'yjs'
import { LIMITS } from './limits.ts'

/** A V1 update taken apart. `clients` has each client's structs in clock order; no client twice. */
export type DecodedUpdate = {
  clients: Map<number, (Y.Item | Y.GC)[]>
  deletes: ReadonlyMap<number, readonly { clock: number; len: number }[]>
}

class StrictDecoder extends Y.UpdateDecoderV1 {
  static last: StrictDecoder | null = null
  readonly seen = new Set<number>()
  structs = 0

  constructor(decoder: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
    super(decoder)
    StrictDecoder.last = this
  }

  override readClient(): number {
    const client = super.readClient()
    // Yjs keeps only the last of two blocks of one client, while its lazy reader sees both.
    if (this.seen.has(client)) throw new RangeError('a client comes twice')
    this.seen.add(client)
    return client
  }

  override readInfo(): number {
    const info = super.readInfo()
    const content = info & 31
    // 9 is a sub-document (constructing one is work), 10 a gap; neither has a place in an update to us.
    if (content === 9 || content === 10) throw new RangeError('content that is never taken')
    if (++this.structs > LIMITS.decodedStructs) throw new RangeError('too many structs')
    return info
  }
}

/** Decodes a V1 update that must be consumed to the last byte; null when it is not one. V2 is never accepted (Y2). */
export function decodeUpdate(bytes: Uint8Array): DecodedUpdate | null {
  try {
    const { structs, ds } = Y.decodeUpdateV2(bytes, StrictDecoder)
    const rest = StrictDecoder.last?.restDecoder
    if (!rest || rest.pos !== bytes.length) return null
    const clients = new Map<number, (Y.Item | Y.GC)[]>()
    for (const struct of structs) {
      if (!(struct instanceof Y.Item || struct instanceof Y.GC) || struct.length < 1) return null
      const list = clients.get(struct.id.client)
      if (list) list.push(struct)
      else clients.set(struct.id.client, [struct])
    }
    return { clients, deletes: ds.clients }
  } catch {
    // lib0 and Yjs throw on every kind of malformed input: the caller refuses it by name.
    return null
  } finally {
    StrictDecoder.last = null
  }
}

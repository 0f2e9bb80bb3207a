import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { kindOf } from '../../../shared/kinds/index.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'

type Summary = {
  documents: { id: string; kind: KindId; title: string; boundary: string }[]
  parties: { id: string; name: string }[]
  ledgers: { boundary: string; document: string; texts: string }[]
}

/** A program at the table: joins by code over HTTP and reads canvases with the stock, unmodified y-websocket provider. */
export class Tool {
  readonly #url: string
  readonly #cookie: string
  readonly partnership: string

  private constructor(url: string, cookie: string, partnership: string) {
    this.#url = url
    this.#cookie = cookie
    this.partnership = partnership
  }

  static async join(url: string, code: string, name: string, partyId?: string): Promise<Tool> {
    const answer = await fetch(`${url}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name, noticeRead: true, ...(partyId ? { partyId } : {}) }),
    })
    if (answer.status !== 201) throw new Error(`join: ${answer.status} ${await answer.text()}`)
    const cookie = answer.headers
      .getSetCookie()
      .map(one => one.split(';')[0])
      .join('; ')
    const { partnership } = (await answer.json()) as { partnership: { id: string } }
    return new Tool(url, cookie, partnership.id)
  }

  summary(): Promise<Summary> {
    return this.#json<Summary>('GET', `/api/partnerships/${this.partnership}`)
  }

  /** Sends a command; throws with the problem when it is refused. */
  command(body: Record<string, unknown>): Promise<{ seq: number }> {
    return this.#json('POST', `/api/partnerships/${this.partnership}/commands`, body)
  }

  ledger(): Promise<{ entries: { fact: Record<string, unknown> & { type: string } }[] }> {
    return this.#json('GET', `/api/partnerships/${this.partnership}/ledger`)
  }

  async exportZip(): Promise<Uint8Array> {
    const answer = await fetch(`${this.#url}/api/partnerships/${this.partnership}/export`, {
      headers: { cookie: this.#cookie },
    })
    if (!answer.ok) throw new Error(`export: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  /** The canonical text of the first canvas of a kind, as the server gives it to a client that never saw it before. */
  async freshText(kind: KindId): Promise<string> {
    const { documents } = await this.summary()
    const canvas = documents.find(one => one.kind === kind && one.boundary === 'partnership')
    if (!canvas) throw new Error(`no canvas of kind ${kind}`)
    const doc = new Y.Doc()
    const headers = { cookie: this.#cookie, origin: this.#url }
    const Polyfill = class extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols, { headers })
      }
    }
    const provider = new WebsocketProvider(`${this.#url.replace('http', 'ws')}/sync`, canvas.id, doc, {
      WebSocketPolyfill: Polyfill as unknown as typeof globalThis.WebSocket,
      disableBc: true,
    })
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('not synced in 10 s')), 10_000)
        provider.once('sync', () => {
          clearTimeout(timer)
          resolve()
        })
      })
      return kindOf(kind)!.canonical(doc)
    } finally {
      provider.destroy()
    }
  }

  async #json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: { cookie: this.#cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
}

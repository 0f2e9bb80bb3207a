import { newId } from '../../shared/ids.ts'

/** A partnership on a running server, with a broker's cookie and a token to write with. */
export class DrillTable {
  readonly url: string
  readonly partnership: string
  readonly token: string
  readonly cookie: string

  private constructor(url: string, partnership: string, token: string, cookie: string) {
    this.url = url
    this.partnership = partnership
    this.token = token
    this.cookie = cookie
  }

  /** Makes one over HTTP, as people would. */
  static async lay(url: string): Promise<DrillTable> {
    const made = await ask(url, '', '/api/partnerships', { name: 'Drill table', brokerName: 'Zuhura', start: 'empty' })
    const cookies = made.headers.getSetCookie().map(one => one.split(';')[0])
    const cookie = cookies.join('; ')
    const { partnership } = (await made.json()) as { partnership: { id: string } }
    const minted = await ask(url, cookie, `/api/partnerships/${partnership.id}/tokens`, { scopes: ['write'] })
    const { token } = (await minted.json()) as { token: string }
    return new DrillTable(url, partnership.id, token, cookie)
  }

  /** Another board of this partnership; answers its document's id. */
  async addBoard(title: string): Promise<string> {
    const made = await ask(this.url, this.cookie, this.#path('documents'), { kind: 'board', title })
    return ((await made.json()) as { id: string }).id
  }

  /** Gives a board its first content over HTTP. */
  async fill(board: string, update: Uint8Array): Promise<void> {
    const answer = await fetch(`${this.url}/api/documents/${board}/updates`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(update),
    })
    if (!answer.ok) throw new Error(`the board was not taken: ${answer.status} ${await answer.text()}`)
  }

  /** Where a board's lines are opened. */
  lineOf(board: string): string {
    return `${this.url.replace('http', 'ws')}/sync/${board}?ext=1`
  }

  /** A cookie of one more member, who may write. */
  async seat(name: string): Promise<string> {
    const party = await ask(this.url, this.cookie, this.#path('parties'), {
      name: `Party of ${name}`,
      sector: 'public',
    })
    const wish = { role: 'contributor', partyId: ((await party.json()) as { id: string }).id }
    const invite = await ask(this.url, this.cookie, this.#path('invites'), wish)
    const { secret } = (await invite.json()) as { secret: string }
    const joined = await ask(this.url, '', '/api/join', { secret, name })
    return joined.headers
      .getSetCookie()
      .map(one => one.split(';')[0])
      .join('; ')
  }

  /** Has the partnership renamed; answers the command's id once the server says that the fact is on disk, else null. */
  async rename(name: string): Promise<string | null> {
    const id = newId()
    const body = { id, type: 'partnership.rename', name, purpose: '' }
    const answer = await ask(this.url, this.cookie, this.#path('commands'), body).catch(() => null)
    if (answer === null) return null
    // Read to its end: an answer that is cut off was no answer.
    return answer.json().then(
      () => id,
      () => null,
    )
  }

  /** The commands behind all entries of the ledger above `after`, in order, and where it ends. */
  async commands(after: number): Promise<{ commands: string[]; seq: number }> {
    const commands: string[] = []
    let seq = after
    for (;;) {
      const answer = await fetch(`${this.url}${this.#path('ledger')}?after=${seq}`, {
        headers: { cookie: this.cookie },
      })
      if (!answer.ok) throw new Error(`the ledger cannot be read: ${answer.status}`)
      const { entries } = (await answer.json()) as { entries: { seq: number; command: string }[] }
      if (entries.length === 0) return { commands, seq }
      commands.push(...entries.map(entry => entry.command))
      seq = entries.at(-1)!.seq
    }
  }

  /** The partnership's export as a zip. */
  async exportZip(): Promise<Uint8Array> {
    const answer = await fetch(`${this.url}${this.#path('export')}`, { headers: { cookie: this.cookie } })
    if (!answer.ok) throw new Error(`no export: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }

  #path(what: string): string {
    return `/api/partnerships/${this.partnership}/${what}`
  }
}

async function ask(url: string, cookie: string, path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer
}

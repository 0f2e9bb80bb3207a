/** A socket that opens already, for whoever opens one at the same address through `WebSocket`. `drop` closes it if nobody did. */
export type EarlySocket = { WebSocket: typeof WebSocket; drop(): void }

/**
 * Opens a socket before anybody can use it, so that the round trip of opening is over by then. Whoever constructs one at the
 * same address gets it, and is told from then on what happened meanwhile: that it opened, and what came in. One that has
 * closed by then is as good as none.
 */
export function openEarly(base: typeof WebSocket, address: string): EarlySocket {
  let early: WebSocket | null = new base(address)
  const held: MessageEvent[] = []
  early.binaryType = 'arraybuffer'
  early.onmessage = event => held.push(event)
  const take = (wanted: string): WebSocket | null => {
    const socket = early
    early = null
    if (socket === null || socket.readyState > 1) return null
    if (socket.url !== wanted) {
      socket.close()
      return null
    }
    // Whoever takes it begins to listen first.
    if (socket.readyState === 1) queueMicrotask(() => tell(socket, held))
    return socket
  }
  return {
    WebSocket: new Proxy(base, {
      construct: (target, given: ConstructorParameters<typeof WebSocket>) =>
        take(String(given[0])) ?? new target(...given),
    }),
    drop() {
      early?.close()
      early = null
    },
  }
}

function tell(socket: WebSocket, held: readonly MessageEvent[]): void {
  socket.onopen?.(new Event('open'))
  for (const event of held) socket.onmessage?.(event)
}

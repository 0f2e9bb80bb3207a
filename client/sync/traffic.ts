/** Bytes that this visit has moved, as far as the browser tells. */
export type Traffic = { received: number; sent: number }

const sockets: Traffic = { received: 0, sent: 0 }
let files = 0
let movedAt = 0

/** Begins to count what pages, code and requests weigh: the browser forgets it after some hundred. Once, at the start. */
export function countFiles(): void {
  const add = (list: { getEntries(): PerformanceEntryList }): void => {
    movedAt = performance.now()
    for (const entry of list.getEntries()) files += (entry as PerformanceResourceTiming).transferSize ?? 0
  }
  const watch = new PerformanceObserver(add)
  for (const type of ['navigation', 'resource']) watch.observe({ type, buffered: true })
}

/**
 * What this visit has moved so far. Files from this device count nothing; what a request sends, the lines' own framing, and
 * what the browser fetched for later without telling the page are not in it.
 */
export function trafficSoFar(): Traffic {
  return { received: files + sockets.received, sent: sockets.sent }
}

/** When something last came in, on the clock of `performance.now()`. */
export function lastMoved(): number {
  return movedAt
}

/** A `WebSocket` that counts what goes through it. */
export function countedSocket(base: typeof WebSocket): typeof WebSocket {
  return class extends base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      movedAt = performance.now()
      this.addEventListener('message', ({ data }) => {
        movedAt = performance.now()
        sockets.received += sizeOf(data)
      })
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      sockets.sent += sizeOf(data)
      super.send(data)
    }
  }
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length
  if (data instanceof Blob) return data.size
  return (data as { byteLength?: number }).byteLength ?? 0
}

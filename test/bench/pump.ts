/** Sends at a fixed rate whatever the answers are (an open loop), the writers evenly shifted; answers how many were sent. */
export function pump(writers: number, hertz: number, seconds: number, send: (writer: number) => void): Promise<number> {
  const every = 1000 / hertz
  const start = performance.now()
  const due = Array.from({ length: writers }, (_, writer) => start + (writer / writers) * every)
  let sent = 0
  return new Promise(resolve => {
    const turn = (): void => {
      const now = performance.now()
      if (now - start >= seconds * 1000) {
        resolve(sent)
        return
      }
      for (const [writer, at] of due.entries()) {
        if (at > now) continue
        send(writer)
        sent++
        due[writer] = at + every
      }
      setTimeout(turn, 1)
    }
    turn()
  })
}

/** Resolves after so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A line in front of a few places: tasks run as places come free, in order; when the line is full none is taken. */
export function createLine(places: number, most: number): <T>(task: () => Promise<T>) => Promise<T> | null {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = async <T>(task: () => Promise<T>, free: boolean): Promise<T> => {
    // Whoever leaves hands the place on, so that nobody who comes in that moment takes it too.
    if (!free) await new Promise<void>(resolve => waiting.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
  return task => {
    const free = running < places
    return free || waiting.length < most ? turn(task, free) : null
  }
}

/** Runs tasks one after the other in the order given; a task that fails does not stop the next. */
export type Queue = { run<T>(task: () => Promise<T>): Promise<T>; readonly idle: boolean }

/** A queue of its own: one per partnership, so that its facts are ruled on one at a time. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    run(task) {
      waiting += 1
      const done = last.then(task).finally(() => {
        waiting -= 1
      })
      // The caller sees the failure through `done`; the chain itself only needs to know that it is over.
      last = done.catch(() => undefined)
      return done
    },
    get idle() {
      return waiting === 0
    },
  }
}

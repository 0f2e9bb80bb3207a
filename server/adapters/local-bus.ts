import type { Bus, Log } from '../ports.ts'

/** A bus within one process. A listener that throws is logged and does not stop the others. */
export function createLocalBus(log: Log): Bus {
  const topics = new Map<string, Set<(message: unknown) => void>>()
  return {
    publish(topic, message) {
      for (const listener of topics.get(topic) ?? []) {
        try {
          listener(message)
        } catch (error) {
          log.error({ topic, error: String(error) }, 'a bus listener failed')
        }
      }
    },
    subscribe(topic, listener) {
      const listeners = topics.get(topic) ?? new Set()
      topics.set(topic, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
  }
}

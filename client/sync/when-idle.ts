/** Longest wait for a moment without work, in milliseconds. */
const PATIENCE = 2_000
/** Where nobody says when there is nothing to do, in milliseconds. */
const OTHERWISE_AFTER = 100

/** Runs `task` once when there is nothing better to do, within two seconds at most. The answer takes it back. */
export function whenIdle(task: () => void): () => void {
  // Safari has no idle callbacks, nor has a program without a page.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, OTHERWISE_AFTER)
    return () => clearTimeout(timer)
  }
  const wish = requestIdleCallback(task, { timeout: PATIENCE })
  return () => cancelIdleCallback(wish)
}

/** True when a part of the application could not be fetched: the line is gone, or a newer build has other names. */
export function isMissingPart(fault: unknown): boolean {
  return fault instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(fault.message)
}

/** True for what browsers report though nothing went wrong for the person. */
export function isHarmless(fault: unknown): boolean {
  if (fault instanceof DOMException) return fault.name === 'AbortError'
  // The observer's notice comes without an error, and is only late, not lost.
  return fault === null || fault === undefined
}

/**
 * What happened, for who runs the server: the kind of fault, where in our code, on which sort of page and browser. A
 * fault's own message may quote what people wrote and is left out, as are all ids.
 */
export function faultReport(fault: unknown, page: { path: string; agent: string; at: Date } = here()): string {
  const error = fault instanceof Error ? fault : null
  const frames = (error?.stack ?? '')
    .split('\n')
    .filter(line => /^\s*at |@.*:\d+/.test(line))
    .map(line =>
      line
        .trim()
        .replaceAll(/https?:\/\/[^/\s)]+/g, '')
        .replaceAll(/[?#][^\s:)]*/g, ''),
    )
    .slice(0, 12)
  return [
    `Trestle: ${error?.name ?? 'a fault without a name'}`,
    page.at.toISOString(),
    page.path.replaceAll(/[a-z2-7]{20}/g, '…').replaceAll(/(\/d\/…\/).+/g, '$1…'),
    page.agent,
    ...frames,
  ].join('\n')
}

function here(): { path: string; agent: string; at: Date } {
  return { path: location.pathname, agent: navigator.userAgent, at: new Date() }
}

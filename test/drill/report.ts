/** What a drill found. `problems` is empty when every promise held; `figures` are what was measured. */
export type DrillReport = { drill: string; figures: Record<string, number | string>; problems: string[] }

/** One line for a person: the figures, and whether all of it held. */
export function summaryLine({ drill, figures, problems }: DrillReport): string {
  const said = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  const verdict = problems.length === 0 ? 'held' : `MISSED: ${problems.slice(0, 5).join('; ')}`
  return `${drill}: ${said.join(', ')}: ${verdict}`
}

/** The value below which `share` of the list lies, to a tenth. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}

/** Waits until `condition` holds, looking every 20 ms; false when it does not within `ms`. */
export async function within(ms: number, condition: () => boolean): Promise<boolean> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() > end) return false
    await pause(20)
  }
  return true
}

/** A pause; drills run against real clocks. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

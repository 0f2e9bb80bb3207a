/** What one measurement found, by name. A name that is missing could not be measured. */
export type Sample = Record<string, number>

/** The middle of each figure over several runs, ignoring those that are no number. */
export function medians(samples: readonly Sample[]): Sample {
  const names = new Set(samples.flatMap(sample => Object.keys(sample)))
  return Object.fromEntries(
    [...names].map(name => {
      const values = samples.map(sample => sample[name] ?? Number.NaN).filter(Number.isFinite)
      values.sort((a, b) => a - b)
      return [name, values[Math.floor((values.length - 1) / 2)] ?? Number.NaN]
    }),
  )
}

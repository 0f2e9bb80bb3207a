import { playWhole } from './play-whole.ts'

/** Plays whole worlds of these seeds; answers what happened in all of them, and each seed that broke a promise. */
export async function playSeeds(
  from: number,
  to: number,
): Promise<{ counts: Record<string, number>; failures: string[] }> {
  const all: Record<string, number> = {}
  const failures: string[] = []
  for (let seed = from; seed <= to; seed++) {
    const { counts, problems } = await playWhole(seed)
    for (const [name, count] of Object.entries(counts)) all[name] = (all[name] ?? 0) + count
    if (problems.length > 0) failures.push(`seed ${seed}: ${problems[0]}`)
  }
  return { counts: all, failures }
}

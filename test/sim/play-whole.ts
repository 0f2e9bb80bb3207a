import { beginRun, endRun } from './virtual-time.ts'
import { type WholeReport, WholeWorld } from './whole-world.ts'

const BEGIN = 1_800_000_000_000

/** Plays one seed of the whole world. */
export async function playWhole(seed: number, steps = 120): Promise<WholeReport> {
  beginRun(seed, BEGIN)
  try {
    return await new WholeWorld(seed).play(steps)
  } finally {
    endRun()
  }
}

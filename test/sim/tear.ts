import type { Chance } from './random.ts'

const SECTOR = 512

/** What may become of the bytes of a file from `from` on, which nobody has synced, when the power fails. */
export const TEARS: Record<string, (file: Uint8Array, from: number, chance: Chance) => Uint8Array> = {
  'cut off': (file, from) => file.slice(0, from),
  zeros: (file, from) => {
    const torn = file.slice()
    torn.subarray(from).fill(0)
    return torn
  },
  noise: (file, from, chance) => {
    const torn = file.slice()
    for (let byte = from; byte < Math.min(torn.length, from + 20_000); byte++) torn[byte] = chance.below(256)
    return torn
  },
  'a sector missing': (file, from) => {
    const torn = file.slice()
    const start = Math.ceil(from / SECTOR) * SECTOR
    torn.subarray(start, start + SECTOR).fill(0)
    return torn
  },
}

/** The file torn somewhere after `safe`, or whole. */
export function tear(file: Uint8Array, safe: number, chance: Chance): Uint8Array {
  if (file.length <= safe || chance.odds(0.2)) return file
  return TEARS[chance.pick(Object.keys(TEARS))]!(file, safe + chance.below(file.length - safe + 1), chance)
}

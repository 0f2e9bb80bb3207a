import { QUALITIES, THINGS } from './code-words.ts'

const NUMBERS = 10_000

/** How many different codes there are: more than 2^28, so that guessing within the rate limits finds nothing. */
export const CODE_SPACE = QUALITIES.length * THINGS.length * NUMBERS

/** A fresh code to say aloud or read off a wall, such as `quiet-heron-5274`. */
export function newInviteCode(): string {
  const number = String(below(NUMBERS)).padStart(4, '0')
  return `${QUALITIES[below(QUALITIES.length)]}-${THINGS[below(THINGS.length)]}-${number}`
}

/** A code as people type it (capitals, spaces, any kind of dash or digit) in the one form that is hashed. */
export function normalCode(typed: string): string {
  const latin = typed.normalize('NFKC').replace(/\p{Nd}/gu, digit => String(digitValue(digit)))
  return latin
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/([a-z])(\d)/g, '$1-$2')
    .replace(/^-+|-+$/g, '')
}

// Decimal digits of every script stand in runs of ten, from zero on.
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0)!
  const value = zero
  while (value - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return (value - zero) % 10
}

// Draws again above the largest multiple of `limit`, so that every number is equally likely.
function below(limit: number): number {
  const [draw = 0] = crypto.getRandomValues(new Uint32Array(1))
  return draw < Math.floor(2 ** 32 / limit) * limit ? draw % limit : below(limit)
}

import { foldWords } from './fold-words.ts'

/** What is looked for, folded and cut into words. */
export type Wanted = readonly string[]

/** Reads what someone typed into a search field. */
export function wanted(typed: string): Wanted {
  return foldWords(typed)
    .split(/\s+/)
    .filter(word => word !== '' && word !== '#')
    .map(word => word.replace(/^#/, ''))
}

/**
 * How well folded words answer what is wanted: 0 when some word of it is not there at all, else higher is better. The start
 * of a word counts most, then its middle, then its letters in order with few others between. Nothing wanted fits all (1).
 */
export function fitness(sought: Wanted, folded: string): number {
  if (sought.length === 0) return 1
  let sum = 0
  for (const word of sought) {
    const one = wordFitness(word, folded)
    if (one === 0) return 0
    sum += one
  }
  // Of two that hold all the words, the shorter one says little else.
  return sum / sought.length + 10 / (10 + folded.length)
}

function wordFitness(word: string, folded: string): number {
  let at = folded.indexOf(word)
  if (at < 0) return word.length < 3 ? 0 : inOrder(word, folded)
  const first = at
  while (at >= 0) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(folded[at - 1]!)) {
      const after = folded[at + word.length]
      const whole = after === undefined || !/[\p{L}\p{N}]/u.test(after)
      return (whole ? 8 : 7) + (at === 0 ? 1 : 0)
    }
    at = folded.indexOf(word, at + 1)
  }
  return 4 + (first === 0 ? 1 : 0)
}

// "stkhldr" finds "stakeholder": the first letter begins a word, and the rest follows within twice the letters.
function inOrder(word: string, folded: string): number {
  for (const { index } of folded.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)) {
    if (folded[index] !== word[0]) continue
    let at = index
    let found = 1
    while (found < word.length) {
      at = folded.indexOf(word[found]!, at + 1)
      if (at < 0 || at - index > word.length * 2) break
      found++
    }
    if (found === word.length) return 2 - (at - index) / (word.length * 4)
  }
  return 0
}

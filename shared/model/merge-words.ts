/** One run of a text that was replaced: its parts `from` up to `to` became `by`. */
type Change = { from: number; to: number; by: string[] }

/**
 * What becomes of a text that two people changed at once, each from `base`: both changes where they touch different places.
 * Where they touch the same words, `theirs` stands and what `mine` brought follows it: nothing that was typed is lost.
 */
export function mergeWords(base: string, mine: string, theirs: string): string {
  if (mine === theirs || mine === base) return theirs
  if (theirs === base) return mine
  return (
    apart(wordsIn(base), wordsIn(mine), wordsIn(theirs)) ??
    apart([...base], [...mine], [...theirs]) ??
    beside(wordsIn(base), wordsIn(mine), wordsIn(theirs))
  )
}

function apart(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string | null {
  const [my, their] = [changeOf(base, mine), changeOf(base, theirs)]
  if (my.to > their.from && their.to > my.from) return null
  const result = [...base]
  // From the end, so that the earlier places stay; at one place theirs comes first.
  const mineFirst = my.from > their.from || (my.from === their.from && my.to >= their.to)
  for (const { from, to, by } of mineFirst ? [my, their] : [their, my]) result.splice(from, to - from, ...by)
  return result.join('')
}

function beside(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string {
  const [my, their] = [changeOf(base, mine), changeOf(base, theirs)]
  const added = my.by.join('').trim()
  const gap = added === '' || their.by.length === 0 ? '' : ' '
  const result = [...base]
  result.splice(their.from, their.to - their.from, ...their.by, gap, added)
  return result.join('').trim()
}

function wordsIn(text: string): string[] {
  return text.match(/\s+|\S+/gu) ?? []
}

function changeOf(before: readonly string[], after: readonly string[]): Change {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { from: start, to: before.length - end, by: after.slice(start, after.length - end) }
}

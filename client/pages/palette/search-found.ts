import { fitness, wanted } from '../../../shared/model/match-words.ts'
import type { Found, FoundGroup } from './found.ts'

/** Lines of one group, best first. */
export type FoundPart = { group: FoundGroup; lines: readonly Found[] }

/** What a search answers: the lines to show by group, and how many fitted in all. */
export type Answer = { parts: readonly FoundPart[]; fitting: number }

/** How many lines of one group, and in all, are shown: who wants more writes another letter. */
const MOST_OF_GROUP = 8
const MOST = 40

/** The order of groups while nothing is searched for; what people wrote is not listed then, only found. */
const AT_REST: readonly FoundGroup[] = ['here', 'page', 'canvas', 'everywhere', 'settings']

/**
 * What fits the words typed, grouped, the group with the best line first. With nothing typed: what was chosen last, then
 * what can be done here, then the places of the partnership.
 */
export function searchFound(all: readonly Found[], typed: string, recent: readonly string[]): Answer {
  const sought = wanted(typed)
  if (sought.length === 0) return atRest(all, recent)
  const numbered = typed.trim().startsWith('#')
  const groups = new Map<FoundGroup, { line: Found; fit: number }[]>()
  let fitting = 0
  for (const line of all) {
    // What something is called counts before what is written in it.
    const fit = fitness(sought, line.named) || fitness(sought, line.folded) / 2
    // “#6” is how people write of a decision.
    if (fit === 0 || (numbered && line.group !== 'proposal')) continue
    fitting++
    const last = recent.indexOf(line.key)
    const scored = { line, fit: fit + (last < 0 ? 0 : 0.5 / (last + 1)) - (line.off ? 2 : 0) }
    const group = groups.get(line.group)
    if (group) group.push(scored)
    else groups.set(line.group, [scored])
  }
  const ranked = [...groups]
    .map(([group, lines]) => ({ group, lines: lines.sort((a, b) => b.fit - a.fit).slice(0, MOST_OF_GROUP) }))
    .sort((a, b) => b.lines[0]!.fit - a.lines[0]!.fit)
  return { parts: cut(ranked.map(({ group, lines }) => ({ group, lines: lines.map(({ line }) => line) }))), fitting }
}

function atRest(all: readonly Found[], recent: readonly string[]): Answer {
  const known = new Map(all.map(line => [line.key, line]))
  const last = recent.flatMap(key => known.get(key) ?? []).slice(0, 5)
  const shown = new Set(last)
  const parts: FoundPart[] = AT_REST.map(group => ({
    group,
    lines: all.filter(line => line.group === group && !shown.has(line)),
  }))
  const listed = cut([{ group: 'recent' as const, lines: last }, ...parts].filter(part => part.lines.length > 0))
  return { parts: listed, fitting: listed.reduce((sum, part) => sum + part.lines.length, 0) }
}

function cut(parts: readonly FoundPart[]): FoundPart[] {
  let left = MOST
  return parts.flatMap(part => {
    const lines = part.lines.slice(0, left)
    left -= lines.length
    return lines.length > 0 ? [{ ...part, lines }] : []
  })
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Goal } from './goals.ts'
import type { Sample } from './sample.ts'
import type { ServerName } from './servers.ts'

/** A goal with what was found. */
export type Result = { goal: Goal; found: ReadonlyMap<ServerName, Sample>; checks: Check[] }

const PAGE = join(import.meta.dirname, '../../docs/benchmarks.md')
const START = '<!-- bench: written by npm run bench -->'
const END = '<!-- bench: end -->'

/** Names as the page gives them. */
const NAMES: Record<ServerName, string> = {
  trestle: '**Trestle**',
  hocuspocus: 'Hocuspocus',
  'hocuspocus-16': 'Hocuspocus, `flushDelay=16`',
  'y-websocket-server': '`@y/websocket-server`',
  'y-websocket': '`y-websocket` 2 with LevelDB',
  relay: 'raw `ws` relay',
  coalescing: 'coalescing relay, 16 ms',
}

/** Writes the goals' tables into docs/benchmarks.md in place of the earlier ones; what limits a missed goal stands there by hand. */
export function writePage(intro: string, results: readonly Result[]): void {
  const page = readFileSync(PAGE, 'utf8')
  const [before, rest] = page.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`docs/benchmarks.md has no place for the tables`)
  writeFileSync(PAGE, `${before}${START}\n\n${pageOf(intro, results)}\n${END}${after}`)
}

/** The tables as Markdown: every goal with what was measured, then each server's figures. */
export function pageOf(intro: string, results: readonly Result[]): string {
  const summary = table(
    ['G', 'goal', 'measured', '', 'again by'],
    results.flatMap(({ goal, checks }) =>
      checks.map(({ goal: asked, found, met }, at) => [
        at === 0 ? `**${goal.id}** ${goal.title}` : '',
        asked,
        found,
        met === null ? 'not measured' : met ? 'reached' : '**missed**',
        at === 0 ? `\`npm run bench -- --only ${goal.id}\`` : '',
      ]),
    ),
  )
  const details = results.map(({ goal, found }) =>
    [
      `### ${goal.id}: ${goal.load}`,
      '',
      table(
        ['', ...goal.columns.map(([, words]) => words)],
        goal.servers.map(server => [
          NAMES[server],
          ...goal.columns.map(([name, , digits]) => words(found.get(server)?.[name], digits)),
        ]),
      ),
    ].join('\n'),
  )
  return [intro, '', summary, '', ...details.flatMap(detail => [detail, ''])].join('\n')
}

function words(value: number | undefined, digits: number): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

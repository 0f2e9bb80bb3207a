import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Theme = Record<string, string>

const css = readFileSync(new URL('../../../client/ui/tokens.css', import.meta.url), 'utf8')
const light = read(css.slice(0, css.indexOf('@media (prefers-color-scheme: dark)')))
const dark = { ...light, ...read(between(':root[data-theme="dark"]', '/* Touch and phones')) }
const darkBySystem = { ...light, ...read(between('@media (prefers-color-scheme: dark)', ':root[data-theme="dark"]')) }
const MARKS = Array.from({ length: 12 }, (_, at) => at + 1)

/** Every pair of tokens that may meet as foreground and ground, with the ratio that WCAG 2.2 or our own rule asks for. */
function pairs(): [string, string, number][] {
  const found: [string, string, number][] = []
  for (const ground of ['ground', 'surface', 'sunken', 'table']) {
    for (const text of ['ink', 'muted', 'accent', 'positive', 'caution', 'negative', 'ins', 'del'])
      found.push([text, ground, text === 'ink' ? 7 : 4.5])
    for (const shape of ['line-strong', 'focus', 'halo-line']) found.push([shape, ground, 3])
    for (const n of MARKS) found.push([`party-${n}`, ground, 3], [`party-${n}-ink`, ground, 4.5])
  }
  for (const n of MARKS) {
    found.push(
      [`party-${n}-ink`, `party-${n}-tint`, 4.5],
      ['on-party', `party-${n}`, 4.5],
      ['ink', `party-${n}-tint`, 7],
    )
  }
  for (const role of ['accent', 'positive', 'caution', 'negative', 'ins', 'del'])
    found.push([role, `${role}-soft`, 4.5], ['ink', `${role}-soft`, 7])
  found.push(['on-accent', 'accent', 4.5], ['on-accent', 'accent-hover', 4.5], ['on-negative', 'negative', 4.5])
  found.push(['muted', 'accent-soft', 4.5])
  return found
}

test.each([
  ['light', light],
  ['dark', dark],
] as const)('[UI-1] every pair of colours that meets keeps its contrast: %s', (_name, theme) => {
  const all = pairs()
  expect(all.length).toBeGreaterThan(150)

  const low = all
    .map(([fore, ground, needed]) => ({ fore, ground, needed, has: ratio(theme, fore, ground) }))
    .filter(pair => !(pair.has >= pair.needed))

  expect(low).toEqual([])
})

test('[UI-1] the dark theme is the same whether the system or the person asks for it', () => {
  expect(darkBySystem).toEqual(dark)
})

function between(from: string, to: string): string {
  return css.slice(css.indexOf(from), css.indexOf(to))
}

function read(block: string): Theme {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(found => [found[1]!, found[2]!]))
}

function ratio(theme: Theme, fore: string, ground: string): number {
  const [high, low] = [luminance(theme[fore]!), luminance(theme[ground]!)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

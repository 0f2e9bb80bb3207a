import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const PICTURES = 'docs/screens'
/** A path in code marks that starts at one of our folders; those with a place to fill in or a star are no file. */
const OWN_PATH = /`((?:client|server|shared|test|scripts|docs)\/[\w./-]*)`/g
const LINK = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...markdownIn('docs'),
  ...markdownIn('docs/decisions'),
]
const links = pages.flatMap(page => linksOf(page, readFileSync(page, 'utf8')))

test('[ARC-21] every relative link and picture in the documents leads to a file, and every anchor to a heading', () => {
  const broken = links
    .filter(({ to }) => !/^[a-z]+:/.test(to))
    .filter(({ page, to }) => {
      const [path = '', anchor] = to.split('#')
      const target = path === '' ? page : join(dirname(page), path)
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor))
    })
  expect(broken.map(({ page, to }) => `${page}: ${to}`)).toEqual([])
})

test('[ARC-22] every picture says in words what it shows, is shown somewhere, and weighs at most 200 kB', () => {
  const shown = links.filter(({ picture }) => picture)
  expect(shown.filter(({ words }) => words.split(/\s+/).length < 4).map(({ page, to }) => `${page}: ${to}`)).toEqual([])
  const files = readdirSync(PICTURES).map(name => join(PICTURES, name))
  const named = new Set(shown.map(({ page, to }) => join(dirname(page), to)))
  expect(files.filter(file => !named.has(file))).toEqual([])
  expect(files.filter(file => statSync(file).size > 200_000)).toEqual([])
})

test('[ARC-23] every file of the repository and every npm script that the documents name is there', () => {
  const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)
  const lost = pages.flatMap(page => {
    const text = readFileSync(page, 'utf8')
    const paths = [...text.matchAll(OWN_PATH)].map(([, path]) => path!).filter(path => !existsSync(path))
    const commands = [...text.matchAll(/\bnpm run ([\w-]+)/g)].map(([, name]) => name!)
    return [...paths, ...commands.filter(name => !scripts.includes(name))].map(lost => `${page}: ${lost}`)
  })
  expect(lost).toEqual([])
})

function markdownIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.md'))
    .map(name => join(folder, name))
}

function linksOf(page: string, text: string) {
  return [...withoutCode(text).matchAll(LINK)].map(([, sign, words, to]) => ({
    page,
    picture: sign === '!',
    words: words!,
    to: to!,
  }))
}

/** Headings as GitHub makes anchors of them. */
function anchorsOf(page: string): string[] {
  const headings = withoutCode(readFileSync(page, 'utf8')).matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
}

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** One source file: its path from the root, its text, and what it imports (paths from the root, or package names). */
export type SourceFile = { path: string; text: string; lines: number; imports: { target: string; typeOnly: boolean }[] }

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm

/** Every TypeScript and CSS file of the given top-level folders. */
export function sources(...folders: string[]): SourceFile[] {
  return folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|mjs|css)$/.test(name))
      .map(name => read(join(folder, name))),
  )
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const imports = [...text.matchAll(IMPORT)].map(([, type, from, bare, lazy]) => {
    const target = from ?? bare ?? lazy!
    return { typeOnly: Boolean(type), target: target.startsWith('.') ? normalize(join(dirname(path), target)) : target }
  })
  return { path, text, lines: text.split('\n').length - 1, imports }
}

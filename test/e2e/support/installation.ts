import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** A copy of the program with its build, as on an operator's server, so that a journey can put another release there. */
export class Installation {
  readonly root = mkdtempSync(join(tmpdir(), 'trestle-installation-'))

  constructor() {
    for (const part of ['server', 'shared', 'dist', 'package.json'])
      cpSync(part, join(this.root, part), { recursive: true })
    symlinkSync(join(process.cwd(), 'node_modules'), join(this.root, 'node_modules'))
  }

  /** Puts a build there of which every file with a hash has another name, as if all of its code had changed. */
  renew(): void {
    const build = join(this.root, 'dist', 'client')
    const files = readdirSync(build, { recursive: true, withFileTypes: true }).filter(one => one.isFile())
    const paths = files.map(one => join(one.parentPath, one.name))
    // What was packed beside the files holds their old names.
    for (const path of paths) if (/\.(br|gz)$/.test(path)) rmSync(path)
    const kept = paths.filter(path => !/\.(br|gz)$/.test(path))
    const names = new Map(kept.filter(isHashed).map(path => [basename(path), renamed(basename(path))]))
    for (const path of kept) {
      if (/\.(js|css|html|json)$/.test(path)) {
        let text = readFileSync(path, 'utf8')
        for (const [before, after] of names) text = text.replaceAll(before, after)
        writeFileSync(path, text)
      }
      if (isHashed(path)) renameSync(path, join(path, '..', renamed(basename(path))))
    }
    const worker = join(build, 'sw.js')
    writeFileSync(worker, readFileSync(worker, 'utf8').replace(/(?<=id:.)[0-9a-f]{16}/, 'f'.repeat(16)))
  }

  /** Removes it. */
  dispose(): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

function isHashed(path: string): boolean {
  return /[\\/]assets[\\/].*-[\w-]{8}\.\w+$/.test(path)
}

function renamed(name: string): string {
  return name.replace(/.(\.\w+)$/, (_, ending) => `${name.at(-ending.length - 1) === '0' ? '1' : '0'}${ending}`)
}

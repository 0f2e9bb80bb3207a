import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test, vi } from 'vitest'
import { backUp } from '../../scripts/backup.ts'
import { checkCopy } from '../../scripts/backup/check-copy.ts'
import { restore } from '../../scripts/restore.ts'
import { TestServer } from '../e2e/support/server.ts'

const undo: (() => unknown)[] = []

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'trestle-backup-'))
  undo.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function startTable(url: string, name: string, start = 'empty') {
  const made = await fetch(`${url}/api/partnerships`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, brokerName: 'Zuhura', start }),
  })
  const cookie = made.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  const { partnership } = (await made.json()) as { partnership: { id: string } }
  return { id: partnership.id, cookie }
}

async function nameOf(url: string, { id, cookie }: { id: string; cookie: string }): Promise<string> {
  const answer = await fetch(`${url}/api/partnerships/${id}`, { headers: { cookie } })
  const body = (await answer.json()) as { name?: string; code?: string }
  return body.name ?? body.code ?? ''
}

test('[NET-18] a backup of a running server is whole, checked and its owner’s alone; restored, the server has what it had then', async () => {
  const at = folder()
  const file = join(at, 'copy.db')
  const server = await TestServer.start()
  undo.push(() => server.dispose())
  const first = await startTable(server.url, 'Delta table', 'sample')
  const report = backUp(server.data, file)
  expect(report).toMatchObject({ partnerships: 1 })
  expect(report.documents).toBeGreaterThan(3)
  expect(report.entries).toBeGreaterThan(50)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(() => backUp(server.data, file)).toThrow(/is there already/)

  const later = await startTable(server.url, 'After the backup')
  expect(() => restore(server.data, file, 'aside')).toThrow(/in use by another Trestle/)
  expect(await nameOf(server.url, later)).toBe('After the backup')
  await server.stop()

  expect(restore(server.data, file, 'aside').kept).toBe(join(server.data, 'trestle.db.aside'))
  await server.run()
  expect(await nameOf(server.url, first)).toBe('Delta table')
  expect(await nameOf(server.url, later)).not.toBe('After the backup')
  expect(existsSync(join(server.data, 'trestle.db.aside'))).toBe(true)
}, 90_000)

test('[NET-19] a copy with a changed fact, a broken page or a newer schema is refused, and leaves nothing behind', async () => {
  const at = folder()
  const server = await TestServer.start()
  undo.push(() => server.dispose())
  await startTable(server.url, 'Delta table')
  await server.stop()
  const copy = (name: string) => {
    const file = join(at, name)
    backUp(server.data, file)
    return file
  }
  const change = (file: string, sql: string) => {
    const database = new DatabaseSync(file)
    database.exec(sql)
    database.close()
  }

  const forged = copy('forged.db')
  change(
    forged,
    'DROP TRIGGER entries_never_change; UPDATE entries SET bytes = replace(bytes, \'"at":1\', \'"at":2\') WHERE seq = 1',
  )
  expect(() => checkCopy(forged)).toThrow(/ledger .* breaks at entry 2 \(prev-differs\)/)
  expect(() => restore(join(at, 'new'), forged, 'aside')).toThrow(/breaks/)
  expect(existsSync(join(at, 'new'))).toBe(false)

  const newer = copy('newer.db')
  change(newer, "INSERT INTO migrations (version, name, at) VALUES (999, 'later', 0)")
  expect(() => checkCopy(newer)).toThrow(/newer Trestle/)

  const torn = copy('torn.db')
  writeFileSync(torn, Buffer.from('this is no database at all, whatever its name says'))
  expect(() => checkCopy(torn)).toThrow()

  change(
    join(server.data, 'trestle.db'),
    'DROP TRIGGER entries_never_change; UPDATE entries SET bytes = replace(bytes, \'"at":1\', \'"at":2\') WHERE seq = 1',
  )
  expect(() => backUp(server.data, join(at, 'bad.db'))).toThrow(/breaks/)
  expect(readdirSync(at).filter(name => name.startsWith('bad'))).toEqual([])
  expect(() => backUp(join(at, 'empty'), join(at, 'none.db'))).toThrow(/no data in/)
}, 90_000)

test('[RED-18] a backup is nobody else’s from its first byte on', () => {
  const data = folder()
  const source = new DatabaseSync(join(data, 'trestle.db'))
  source.exec('CREATE TABLE t (a)')
  source.close()
  const target = join(folder(), 'copy.db')
  const modes: (number | undefined)[] = []
  const look = () => modes.push((statSync(`${target}.part`, { throwIfNoEntry: false })?.mode ?? 0o777) & 0o777)
  const prepare = DatabaseSync.prototype.prepare
  const spy = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql) {
    if (sql.startsWith('VACUUM')) look()
    const statement = prepare.call(this, sql)
    if (modes.length === 1 && !sql.startsWith('VACUUM')) look()
    return statement
  })
  const mask = process.umask(0)
  try {
    expect(() => backUp(data, target)).toThrow()
  } finally {
    process.umask(mask)
    spy.mockRestore()
  }
  expect(modes).toEqual([0o600, 0o600])
})

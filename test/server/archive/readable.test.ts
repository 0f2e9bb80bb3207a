import { expect, test, vi } from 'vitest'
import { verifyExport } from '../../../shared/verify/verify-export.ts'
import { openTable, seatEveryone } from '../http/table.ts'
import { opened, sampleTable, taken } from './exports.ts'

vi.setConfig({ testTimeout: 60_000 })

test('[OUT-5] the zip holds readable copies of all that its asker may see, listed in the manifest, and verifies', async () => {
  const { table, broker, id } = await sampleTable()
  const files = opened(await taken(table, broker, id))
  const text = (path: string) => new TextDecoder().decode(files[path])
  const paths = Object.keys(files).filter(path => path.startsWith('readable/'))

  expect(verifyExport(files).problems).toEqual([])
  expect(paths).toEqual(
    expect.arrayContaining(['readable/decisions.md', 'readable/decisions.csv', 'readable/people.csv']),
  )
  expect(paths.filter(path => path.endsWith('.md')).length).toBeGreaterThan(1)
  expect(text('readable/people.csv')).toContain('Zuhura')
  const page = text('index.html')
  for (const path of paths) expect(page).toContain(`href="${path.split('/').map(encodeURIComponent).join('/')}"`)
})

test('[OUT-9] what only brokers may see is in no copy of anyone else', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table, 'mou')
  const mine = opened(await taken(table, people.broker, id))
  const theirs = opened(await taken(table, people.representative, id))
  const all = (files: Record<string, Uint8Array>) =>
    Object.values(files)
      .map(bytes => new TextDecoder().decode(bytes))
      .join('\n')
  expect(all(mine)).toContain('"stream":"broker"')
  expect(all(theirs)).not.toMatch(/"stream":"broker"|invite\.created|Sensitivities/)
  expect(new TextDecoder().decode(theirs['index.html'])).toContain('is not in it')
})

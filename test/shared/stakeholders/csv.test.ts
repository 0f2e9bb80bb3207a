import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Stakeholder, StakeholderCompanion } from '../../../shared/kinds/stakeholder-map/model.ts'
import { stakeholderShape } from '../../../shared/kinds/stakeholder-map/model.ts'
import { checkRow, checkRows } from '../../../shared/stakeholders/csv/check.ts'
import { CSV_COLUMNS, columnOf, matchColumns } from '../../../shared/stakeholders/csv/columns.ts'
import { decodeCsv } from '../../../shared/stakeholders/csv/decode.ts'
import { planImport, sameName } from '../../../shared/stakeholders/csv/plan.ts'
import { readCsv } from '../../../shared/stakeholders/csv/read.ts'
import { writeCsv } from '../../../shared/stakeholders/csv/write.ts'

const file = readFileSync(new URL('../../fixtures/stakeholders.csv', import.meta.url))
const encode = (text: string) => new TextEncoder().encode(text)

function open(bytes: Uint8Array) {
  const decoded = decodeCsv(bytes)
  if (!decoded.ok) throw new Error(decoded.refusal.code)
  const table = readCsv(decoded.value.text)
  if (!table.ok) throw new Error(table.refusal.code)
  return table.value
}

function trouble(text: string | Uint8Array) {
  const decoded = decodeCsv(typeof text === 'string' ? encode(text) : text)
  if (!decoded.ok) return decoded.refusal
  const table = readCsv(decoded.value.text)
  return table.ok ? null : table.refusal
}

const plan = (
  text: string,
  existing: { id: string; name: string; at: null }[] = [],
  choice: 'skip' | 'update' | 'add' = 'skip',
) => {
  const table = open(encode(text))
  let next = 0
  return planImport(checkRows(table, matchColumns(table.headings)), existing, choice, () => `new${++next}`)
}

test('[MAP-13] the shared sample file goes in whole: 44 rows, every column matched, nothing wrong', () => {
  const table = open(file)
  const matching = matchColumns(table.headings)
  const checked = checkRows(table, matching)
  expect(table.headings).toHaveLength(15)
  expect(matching).not.toContain(null)
  expect(checked).toHaveLength(44)
  expect(checked.flatMap(row => row.troubles)).toEqual([])
  expect(checked[3]!.values).toMatchObject({
    name: "Upper Valley Water Users' Association",
    kind: 'organisation',
    sector: 'civil-society',
    power: 40,
    interest: 100,
    impact: 90,
    engagementNow: 'supportive',
    engagementWanted: 'leading',
    notes: 'Meets on market days, "after the bell"',
    sensitivities: null,
  })
  expect(checked[12]!.values.name).toBe('مجلس شيوخ الدلتا')
  expect(checked[13]!.values.kind).toBe('nature')
})

test.each([
  ['UTF-8 with a byte order mark', (text: string) => encode(`\ufeff${text}`), 'utf-8'],
  ['UTF-16 little-endian', (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16le'],
  ['UTF-16 big-endian', (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16()), 'utf-16be'],
  ['Windows-1252', (text: string) => new Uint8Array(Buffer.from(text, 'latin1')), 'windows-1252'],
] as const)('[MAP-14] a file saved as %s reads with its accents right', (_, save, encoding) => {
  const bytes = save('Stakeholder,Notes\r\nSociété du Fleuve,à midi\r\n')
  const decoded = decodeCsv(bytes)
  expect(decoded.ok && decoded.value.encoding).toBe(encoding)
  expect(open(bytes)).toMatchObject({
    headings: ['Stakeholder', 'Notes'],
    rows: [{ line: 2, cells: ['Société du Fleuve', 'à midi'] }],
  })
})

test.each([',', ';', '\t', '|'])('[MAP-14] a file delimited by %j reads as a table', delimiter => {
  expect(
    open(
      encode(`Stakeholder${delimiter}Type\nA, b${delimiter === ',' ? '' : ''}`.replace('A, b', `A${delimiter}group`)),
    ).rows[0]!.cells,
  ).toEqual(['A', 'group'])
})

test('[MAP-15] a broken file is refused as a whole, saying why and on which line', () => {
  expect(trouble('')).toEqual({ code: 'empty' })
  expect(trouble(' \n\n')).toEqual({ code: 'empty' })
  expect(trouble(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))).toEqual({ code: 'binary' })
  expect(trouble(new Uint8Array(5 * 1024 * 1024 + 1).fill(65))).toMatchObject({
    code: 'too-large',
    most: 5 * 1024 * 1024,
  })
  expect(trouble('Stakeholder,Notes\nA,fine\nB,"two\nlines"\nC,"never closed\nD,x\n')).toEqual({
    code: 'unclosed-quote',
    line: 5,
  })
  expect(trouble('Stakeholder~Type\nA~group\n')).toMatchObject({ code: 'one-column' })
  expect(trouble('Stakeholder,Type\n')).toEqual({ code: 'headings-only' })
  expect(trouble(`Stakeholder,Type\n${'A,group\n'.repeat(5001)}`)).toMatchObject({ code: 'too-many-rows', rows: 5001 })
  expect(trouble(`Stakeholder,Type\n${'A,group\n'.repeat(5000)}`)).toBeNull()
})

test('[MAP-15] whatever bytes come, reading answers a table or a trouble and never throws', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), bytes => void trouble(bytes)))
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', "'", '=', ' '), maxLength: 60 }),
      text => void trouble(text),
    ),
  )
})

test('[MAP-16] a cell in error names its line, its column and what it may be; the other rows stand', () => {
  const table = open(encode('Stakeholder,Influence (0-10),Type\nA,high,group\n,5,group\nB,11,gang\nC,"4,5",group\n'))
  const checked = checkRows(table, matchColumns(table.headings))
  expect(checked.map(row => [row.line, ...row.troubles.map(one => [one.column, one.trouble.code])])).toEqual([
    [2, [1, 'not-a-number']],
    [3, [0, 'name-missing']],
    [4, [1, 'out-of-range'], [2, 'unknown-value']],
    [5],
  ])
  expect(checked[3]!.values.power).toBe(45)
  expect(planImport(checked, [], 'skip')).toMatchObject({ inError: [2, 3, 4], rows: [{ name: 'C' }] })
})

test('[MAP-16] a row with more cells than headings is in error as a whole, since its values stand in wrong columns', () => {
  const table = open(encode('Stakeholder,Notes\nA,one, two\nB,x,\n'))
  const checked = checkRows(table, matchColumns(table.headings))
  expect(checked[0]!.troubles).toEqual([
    { column: null, field: null, trouble: { code: 'cell-count', found: 3, expected: 2 } },
  ])
  expect(checked[1]!.troubles).toEqual([])
})

test('[MAP-16] a cell fixed in the preview makes its row good', () => {
  expect(checkRow(2, ['A', 'high'], ['name', 'power'], 2).troubles).toHaveLength(1)
  expect(checkRow(2, ['A', '8'], ['name', 'power'], 2)).toMatchObject({
    troubles: [],
    values: { name: 'A', power: 80 },
  })
})

test('[MAP-16] the line of a row is the line of the file, also after cells with line ends and blank lines', () => {
  const table = open(encode('Stakeholder,Notes\r\n"A","one\r\ntwo ""x"""\r\n\r\nB,"y"\r\n'))
  expect(table.rows.map(row => [row.line, row.cells[0]])).toEqual([
    [2, 'A'],
    [5, 'B'],
  ])
})

test('[MAP-17] every column says who will see it, and what is sensitive is for the brokers alone', () => {
  expect(columnOf('sensitivities').audience).toBe('brokers')
  expect(columnOf('contact').audience).toBe('brokers')
  expect(CSV_COLUMNS.filter(one => one.audience === 'rating').map(one => one.field)).toEqual([
    'power',
    'interest',
    'impact',
  ])
  expect(matchColumns(['SENSITIVE ', 'name', 'Influence', 'shoe size', 'Name'])).toEqual([
    'sensitivities',
    'name',
    'power',
    null,
    null,
  ])
})

test('[MAP-18] a name that is on the map is skipped or updated as chosen, and an empty cell erases nothing', () => {
  const existing = [{ id: 'old', name: 'Mothers’ union', at: null }]
  const text = "Stakeholder,Type,Notes\nmothers'  UNION,group,\nNew one,group,x\nNew One,group,y\n"
  expect(plan(text, existing, 'skip')).toMatchObject({
    skipped: [2, 4],
    rows: [{ id: 'new1', name: 'New one', isNew: true }],
  })
  const update = plan(text, existing, 'update')
  expect(update.rows.map(row => [row.id, row.isNew])).toEqual([
    ['old', false],
    ['new1', true],
    ['new1', false],
  ])
  expect(update.rows[0]!.fields).not.toHaveProperty('notes')
  expect(plan(text, existing, 'add').rows).toHaveLength(3)
  expect(sameName('Café  A')).toBe(sameName('cafe\u0301 a'))
})

test('[MAP-18] new rows get places of their own that lie on nothing placed before', () => {
  const placed = planImport(
    Array.from({ length: 30 }, (_, at) => checkRow(at + 2, [`S${at}`], ['name'], 1)),
    [{ id: 'o', name: 'Old', at: [100, 500] }],
    'skip',
  ).rows.map(row => row.fields.at!)
  expect(new Set(placed.map(String)).size).toBe(30)
  expect(placed.every(([, y]) => y > 500)).toBe(true)
})

const blank = Object.fromEntries(
  Object.entries(stakeholderShape).map(([name, field]) => [name, field.fallback]),
) as Omit<Stakeholder, 'id'>
const row = (fields: Partial<Stakeholder>): Stakeholder => ({ ...blank, id: 'a', name: 'A', ...fields })
const write = (rows: Stakeholder[], more: Partial<Parameters<typeof writeCsv>[0]> = {}) =>
  writeCsv({ rows, companions: null, ratings: null, ownerName: owner => owner, ...more })

test('[MAP-19] an exported cell that a spreadsheet would run is guarded by an apostrophe, and reading takes it off', () => {
  const text = write([row({ name: '=cmd()', notes: '+1', stake: '-2', fears: "'@x", interests: 'a=b' })])
  expect(text).toContain("'=cmd()")
  const back = open(encode(text))
  const cells = Object.fromEntries(back.headings.map((heading, at) => [heading, back.rows[0]!.cells[at]]))
  expect(cells).toMatchObject({
    Stakeholder: '=cmd()',
    Notes: '+1',
    'What is at stake': '-2',
    Fears: "'@x",
    Interests: 'a=b',
  })
})

test('[MAP-19] no exported cell begins with a character that starts a formula, whatever people typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", 'a', ',', '"', '\n'), maxLength: 8 }),
      words => {
        const text = write([row({ name: 'A', notes: words })])
        const cell = /^A,organisation,,,,,,,,,(.*)$/s.exec(text.slice(1).split('\r\n').slice(1).join('\r\n'))![1]!
        expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/)
      },
    ),
  )
})

test('[MAP-20] sensitive columns and ratings are in the file only when they are asked for', () => {
  const plainText = write([row({})])
  expect(plainText).not.toMatch(/Sensitive|Contact|Influence/)
  const companions = new Map<string, StakeholderCompanion>([['a', { id: 'a', contact: 'c', sensitivities: 'secret' }]])
  const whole = write([row({})], { companions, ratings: new Map([['a', { power: 45 }]]) })
  expect(whole).toContain('secret')
  expect(whole).toContain('4.5')
})

test('[MAP-20] export and import give back the whole sample: same names, fields, sensitive words and ratings', () => {
  const table = open(file)
  const first = planImport(checkRows(table, matchColumns(table.headings)), [], 'skip')
  const text = writeCsv({
    rows: first.rows.map(one => ({ ...blank, ...one.fields, id: one.id })),
    companions: new Map(
      first.rows.map(one => [one.id, { id: one.id, contact: '', sensitivities: '', ...one.companion }]),
    ),
    ratings: new Map(first.rows.map(one => [one.id, one.rating])),
    ownerName: owner => owner,
  })
  const back = open(encode(text))
  const again = planImport(checkRows(back, matchColumns(back.headings)), [], 'skip')
  const content = (rows: typeof first.rows) =>
    rows.map(({ fields, companion, rating }) => ({ fields: { ...fields, at: null }, companion, rating }))
  expect(again.inError).toEqual([])
  expect(content(again.rows)).toEqual(content(first.rows))
  expect(first.rows).toHaveLength(44)
})

import { expect, test } from 'vitest'
import { fold } from '../../../shared/ledger/fold.ts'
import { decisionRecords } from '../../../shared/take-out/decision-record.ts'
import { DECISION_COLUMNS } from '../../../shared/take-out/decision-words.ts'
import { decisionsCsv } from '../../../shared/take-out/decisions-csv.ts'
import { decisionsMarkdown } from '../../../shared/take-out/decisions-markdown.ts'
import { ENGLISH } from '../../../shared/take-out/english-words.ts'
import { indexPage } from '../../../shared/take-out/index-page.ts'
import { plainInMarkdown, quoted } from '../../../shared/take-out/markdown.ts'
import { decidedTable } from '../../verify/sample-export.ts'

function records() {
  const table = decidedTable()
  const rows = new Map(table.texts.map(({ row }) => [row.commitment, row.words]))
  const words = (commitment: string | null | undefined) => (commitment && rows.get(commitment)) || ''
  return decisionRecords(fold(table.entries), words, '?')
}

test('[OUT-1] the log as Markdown has a table of all and, for each decision, status, context, words, outcome, positions and confirmation', () => {
  const text = decisionsMarkdown(records(), ENGLISH, { name: 'Mirata', lines: ['2 of 9 decisions.'] })

  expect(text).toMatch(/^# Mirata: Decision log\n\n2 of 9 decisions\.\n\n## All decisions\n\n\| Number \| Title/)
  const first = text.slice(text.indexOf('\n## 1. '), text.indexOf('\n## 2. '))
  for (const heading of ['Context', 'Words decided on', 'Decision outcome', 'Positions by party', 'Confirmation'])
    expect(first).toContain(`### ${heading}\n\n`)
  expect(first).toContain('> We do it, but not in export week.')
  expect(first).toContain('Two of the nights are export week.')
  expect(text).toContain('Mornings belong to the taps.')
})

test('[OUT-2] the log as CSV has a row for each decision and a column for each question of a reviewer, with dissent in its words', () => {
  const text = decisionsCsv(records(), ENGLISH)

  expect(text.startsWith('\ufeffNumber,Title,Status,')).toBe(true)
  const heads = text.slice(1, text.indexOf('\r\n')).split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  expect(heads).toHaveLength(DECISION_COLUMNS.length)
  for (const asked of ['How made', 'How recorded', 'Who ensures action', 'Who scrutinises', 'To whom reported'])
    expect(heads).toContain(asked)
  expect(text.match(/\r\n/g)).toHaveLength(1 + records().length)
  expect(text).toContain('Mornings belong to the taps.')
})

test('[OUT-3] words that people typed stay words: no markup in Markdown, no formula in CSV', () => {
  const hostile = '=HYPERLINK("http://x")'
  const [record] = records().map(one => ({
    ...one,
    title: `${hostile} | <b>*x*</b>`,
    text: '<script>x</script>\n# Not mine',
  }))

  const markdown = decisionsMarkdown([record!], ENGLISH, { name: '# <i>', lines: [] })
  const csv = decisionsCsv([record!], ENGLISH)

  expect(markdown).not.toMatch(/(?<!\\)<(script|b|i)\b/)
  expect(markdown).not.toMatch(/^# Not mine/m)
  expect(markdown).toContain('\\| \\<b\\>\\*x\\*')
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")`)
  expect(plainInMarkdown('1. a\n- b')).toBe('1\\. a \\- b')
  expect(quoted('a\n\nb')).toBe('> a\n>\n> b')
})

test('[OUT-4] the page of an export runs no script, fetches nothing, escapes every word, and links within the zip', () => {
  const page = indexPage({
    name: '<img src=x onerror=alert(1)>',
    purpose: '"quoted" & more',
    facts: [['Parties', '<b>3</b>']],
    parts: [{ heading: 'To read', links: [{ path: 'readable/خريطة 1.csv', title: '<script>', about: 'a map' }] }],
    notes: ['</main>'],
  })

  expect(page).not.toMatch(/<(script|img|b)\b|<\/main>\n*<\/main>/)
  expect(page).toContain("default-src 'none'")
  expect(page).toContain(`href="readable/${encodeURIComponent('خريطة 1.csv')}"`)
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

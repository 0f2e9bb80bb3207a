import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paperDocx } from '../../client/papers/docx.ts'
import { readDocx } from '../../client/papers/read-docx.ts'
import { convert, findOrInstallLibreOffice } from '../../scripts/libreoffice.ts'
import { blockLines, tidyBlocks } from '../../shared/model/prose-blocks.ts'
import { proseMarkdown } from '../../shared/model/prose-markdown.ts'
import { splitClauses } from '../../shared/paper/split.ts'
import { CLAUSES, samplePaper } from '../client/papers/sample-paper.ts'

let soffice: string
let folder: string

beforeAll(async () => {
  soffice = await findOrInstallLibreOffice()
  folder = mkdtempSync(join(tmpdir(), 'trestle-word-'))
  writeFileSync(join(folder, 'out.docx'), new Uint8Array(await paperDocx(samplePaper(CLAUSES))))
}, 400_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[DOC-20] LibreOffice opens the Word file: all words are there, and headings are headings', async () => {
  await convert(soffice, folder, 'html:HTML (StarWriter):UTF8', 'out.docx')
  const html = readFileSync(join(folder, 'out.html'), 'utf8')
  const bare = (text: string) => text.replace(/\s+/g, '')
  const words = bare(html.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&'))

  for (const clause of CLAUSES) {
    expect(words).toContain(bare(clause.heading))
    for (const line of blockLines(tidyBlocks(clause.words)).flatMap(one => one.split('\n')))
      expect(words).toContain(bare(line))
  }
  expect(html.match(/<h1/g)?.length).toBeGreaterThanOrEqual(CLAUSES.length)
  expect(html).toMatch(/<h2[^>]*>(?:(?!<\/h2>)[\s\S])*Who opens the gates/)
  expect(html.match(/<table/g)).toHaveLength(5)
  expect(words).toContain(bare('Signed for the parties'))
})

test('[DOC-20] LibreOffice makes a PDF of it', async () => {
  await convert(soffice, folder, 'pdf', 'out.docx')

  expect(readFileSync(join(folder, 'out.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
})

test('[DOC-21] a Word file that LibreOffice wrote comes in with headings, lists, tables and links', async () => {
  const html = `<html><head><meta charset="utf-8"></head><body><h1>Purpose</h1><p>Water <b>for all</b>, see <a href="https://example.org/a">here</a>.</p>
    <ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul><h2>Whom it serves</h2><p>Both <i>banks</i>.</p>
    <h1>Money</h1><table border="1"><tr><td>Party</td><td>Brings</td></tr><tr><td>Ministry</td><td>gates</td></tr></table></body></html>`
  writeFileSync(join(folder, 'in.html'), html)
  await convert(soffice, folder, 'docx:MS Word 2007 XML', '--infilter=HTML (StarWriter)', 'in.html')

  const read = await readDocx(new Uint8Array(readFileSync(join(folder, 'in.docx'))))
  if (!read.ok) throw new Error(read.refusal)
  const found = splitClauses(read.value.blocks, 1).map(one => [one.heading, proseMarkdown(one.words)])

  expect(found).toEqual([
    [
      'Purpose',
      'Water **for all**, see [here](https://example.org/a).\n\n- one\n- two\n\n  1. deep\n\n# Whom it serves\n\nBoth _banks_.',
    ],
    ['Money', '|  |  |\n| --- | --- |\n| Party | Brings |\n| Ministry | gates |'],
  ])
})

test('[DOC-21] our file, opened and saved by LibreOffice, still comes in with the same clauses', async () => {
  await convert(soffice, folder, 'odt', 'out.docx')
  await convert(soffice, folder, 'docx:MS Word 2007 XML', 'out.odt')

  const read = await readDocx(new Uint8Array(readFileSync(join(folder, 'out.docx'))))
  if (!read.ok) throw new Error(read.refusal)
  const found = splitClauses(read.value.blocks, 1).map(one => [
    one.heading,
    one.tag,
    one.plain,
    proseMarkdown(one.words),
  ])

  expect(found).toEqual(CLAUSES.map(one => [one.heading, one.tag, one.plain ?? '', proseMarkdown(one.words)]))
})

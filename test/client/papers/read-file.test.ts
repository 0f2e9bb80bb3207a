import { beforeAll, expect, test } from 'vitest'
import { readFile } from '../../../client/papers/read-file.ts'
import { type IncomingRefusal, MOST_FILE_BYTES } from '../../../shared/paper/incoming.ts'
import { headingLevels, likelyLevel, splitClauses } from '../../../shared/paper/split.ts'
import { proseMarkdown } from '../../../shared/model/prose-markdown.ts'
import { docxOf, paragraph, xmlBomb, zipBomb } from './hostile-files.ts'

const text = (words: string) => new TextEncoder().encode(words)
const good = docxOf(paragraph('Water for all'))

// The parsers come with the first file of each kind; what is measured below is what a file costs.
beforeAll(async () => {
  await readFile(good)
  await readFile(text('a'))
}, 60_000)

const HOSTILE: [string, () => Uint8Array, IncomingRefusal][] = [
  ['a zip bomb that lies about its size', () => zipBomb(60), 'too-large-inside'],
  ['a document type with swelling entities', xmlBomb, 'broken'],
  ['half a million paragraphs', () => docxOf('<w:p><w:r><w:t>x</w:t></w:r></w:p>'.repeat(500_000)), 'too-large-inside'],
  ['two million elements', () => docxOf(`<w:p>${'<w:r/>'.repeat(1_900_000)}</w:p>`), 'too-large-inside'],
  [
    'tables nested a thousand deep',
    () => docxOf(`${'<w:tbl><w:tr><w:tc>'.repeat(1000)}<w:p/>${'</w:tc></w:tr></w:tbl>'.repeat(1000)}`),
    'too-large-inside',
  ],
  ['a zip cut in half', () => good.slice(0, good.length / 2), 'broken'],
  [
    'a zip with flipped bytes',
    () => good.map((byte, index) => (index > 60 && index < 200 ? byte ^ 0xff : byte)),
    'broken',
  ],
  ['a Word file that is no XML', () => docxOf('<w:p><w:r>'), 'broken'],
  ['any other zip', () => docxOf('', { 'word/document.xml': '' }).slice(0, 0), 'empty'],
  ['a file of the older Word', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old-word'],
  ['a picture with the wrong ending', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'not-a-document'],
  ['a file of 50 MB', () => new Uint8Array(50 * 1024 * 1024), 'too-large'],
  ['Markdown of 2 MB', () => text('a '.repeat(1024 * 1024)), 'too-large'],
  ['quotes nested ten thousand deep', () => text(`${'>'.repeat(10_000)} a`), 'too-large-inside'],
  ['brackets opened fifty thousand times', () => text('['.repeat(50_000)), 'too-large-inside'],
  ['text that is not Unicode', () => Uint8Array.from([0x41, 0xff, 0xfe, 0x41]), 'not-text'],
  ['nothing', () => new Uint8Array(), 'empty'],
  ['only blanks', () => text(' \n\n '), 'empty'],
]

test.each(HOSTILE)('[DOC-10] %s is refused in under two seconds', async (_name, make, refusal) => {
  const bytes = make()
  const from = performance.now()

  expect(await readFile(bytes)).toEqual({ ok: false, refusal })

  expect(performance.now() - from).toBeLessThan(2000)
})

test('[DOC-11] the largest file that is let in is read in a few seconds at most', async () => {
  const one = paragraph('All taps on both banks are open every day of the dry season. '.repeat(3))
  const bytes = docxOf(one.repeat(11_900))
  expect(bytes.length).toBeLessThan(MOST_FILE_BYTES)
  const from = performance.now()

  const read = await readFile(bytes)

  expect(read.ok && read.value.blocks.length).toBe(11_900)
  expect(performance.now() - from).toBeLessThan(10_000)
})

test('[DOC-12] a link that may not be followed comes in as its words, from Word and from Markdown', async () => {
  const rels =
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="h" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" TargetMode="External" Target="javascript:alert(1)"/></Relationships>'
  const word = await readFile(
    docxOf('<w:p><w:hyperlink r:id="h"><w:r><w:t>press</w:t></w:r></w:hyperlink></w:p>', {
      'word/_rels/document.xml.rels': rels,
    }),
  )
  const markdown = await readFile(
    text('[press](javascript:alert(1)) <img src=x onerror=alert(1)> <script>x()</script>'),
  )

  expect(word.ok && proseMarkdown(splitClauses(word.value.blocks, 1)[0]?.words ?? [])).toBe('press')
  expect(JSON.stringify(markdown)).not.toMatch(/javascript|onerror|script>/)
})

test('[DOC-13] headings by style begin clauses; numbers that were typed before them go; deeper ones stay inside', async () => {
  const heading = (words: string, level: number) => paragraph(words, `<w:pStyle w:val="Heading${level}"/>`)
  const read = await readFile(
    docxOf(
      [
        paragraph('Between the parties:'),
        heading('Compact', 1),
        heading('1. Purpose', 2),
        paragraph('Water for all.'),
        heading('1.1 Whom it serves', 3),
        paragraph('Both banks.'),
        heading('Article 2: Money', 2),
      ].join(''),
    ),
  )
  if (!read.ok) throw new Error(read.refusal)
  const { blocks } = read.value

  expect(headingLevels(blocks)).toEqual([
    { level: 1, count: 1 },
    { level: 2, count: 2 },
    { level: 3, count: 1 },
  ])
  expect(likelyLevel(blocks)).toBe(2)
  expect(splitClauses(blocks, 2).map(one => [one.heading, one.before, proseMarkdown(one.words)])).toEqual([
    ['', true, 'Between the parties:'],
    ['Purpose', false, 'Water for all.\n\n# 1.1 Whom it serves\n\nBoth banks.'],
    ['Money', false, ''],
  ])
  expect(splitClauses(blocks, 1).map(one => one.heading)).toEqual(['', 'Compact'])
})

test('[DOC-13] without styles, bold paragraphs with a number are headings', async () => {
  const bold = (words: string) => paragraph(words, '', '<w:b/>')
  const read = await readFile(
    docxOf([bold('1. Purpose'), paragraph('Water.'), bold('2. Money'), paragraph('Fair.')].join('')),
  )

  expect(read.ok && splitClauses(read.value.blocks, 1).map(one => [one.heading, proseMarkdown(one.words)])).toEqual([
    ['Purpose', 'Water.'],
    ['Money', 'Fair.'],
  ])
})

test('[DOC-14] pictures, notes and comments are counted, tracked changes read as accepted', async () => {
  const read = await readFile(
    docxOf(
      '<w:p><w:r><w:t>Gates </w:t></w:r><w:ins w:id="1"><w:r><w:t>open</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>shut</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>',
    ),
  )
  if (!read.ok) throw new Error(read.refusal)

  expect(proseMarkdown(splitClauses(read.value.blocks, 1)[0]?.words ?? [])).toBe('Gates open')
  expect(read.value.leftOut).toMatchObject({ notes: 1, comments: 1, tracked: 2 })
})

test('[DOC-15] any Markdown comes in with headings, lists, tables, marks and links', async () => {
  const read = await readFile(
    text(
      '# Compact\n\n## 1. Purpose\n\nWater *for* __all__, see [here](https://a.org).\n\n* one\n* two\n  1. deep\n\n| Party | Brings |\n|:--|--:|\n| Ministry | gates<br>pumps |\n\n## Money\n\n![map](x.png) Fair &amp; open.\n\n> quoted\n',
    ),
  )
  if (!read.ok) throw new Error(read.refusal)

  expect(splitClauses(read.value.blocks, 2).map(one => [one.heading, proseMarkdown(one.words)])).toEqual([
    [
      'Purpose',
      'Water _for_ **all**, see [here](https://a.org).\n\n- one\n- two\n\n  1. deep\n\n| Party | Brings |\n| --- | --- |\n| Ministry | gates<br/>pumps |',
    ],
    ['Money', 'Fair & open.\n\nquoted'],
  ])
  expect(read.value.leftOut.images).toBe(1)
})

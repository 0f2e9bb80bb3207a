import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { textHash } from '../../../shared/hash.ts'
import {
  canonicalProse,
  type ProseDraft,
  proseIsEmpty,
  proseText,
  safeHref,
  writeProse,
} from '../../../shared/model/prose.ts'

function prose(...blocks: ProseDraft[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('clause:a')
  writeProse(fragment, blocks)
  return fragment
}

function paragraph(fragment: Y.XmlFragment, ...deltas: object[][]): Y.XmlFragment {
  const element = new Y.XmlElement('paragraph')
  const texts = deltas.map(delta => {
    const text = new Y.XmlText()
    text.applyDelta(delta)
    return text
  })
  element.insert(0, texts)
  fragment.push([element])
  return fragment
}

const fresh = () => new Y.Doc().getXmlFragment('clause:a')

test('[AGR-1] headings, lists, breaks, strong, em and links have one Markdown text', () => {
  const fragment = prose(
    { type: 'heading', level: 2, text: 'Night water' },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'No pump ', marks: {} },
        { type: 'text', text: 'runs', marks: { strong: true } },
        { type: 'text', text: ' at ', marks: {} },
        { type: 'text', text: 'night', marks: { strong: true, em: true, link: 'https://example.org/a_(b)' } },
        { type: 'break' },
        { type: 'text', text: 'in March.', marks: {} },
      ],
    },
    {
      type: 'ordered_list',
      items: [
        'One',
        [
          { type: 'paragraph', text: 'Two' },
          { type: 'bullet_list', items: ['a', 'b'] },
        ],
      ],
    },
  )

  expect(canonicalProse(fragment)).toBe(
    '## Night water\n\nNo pump **runs** at [**_night_**](https://example.org/a_\\(b\\))\\\nin March.\n\n1. One\n2. Two\n\n   - a\n   - b',
  )
  expect(proseText(fragment)).toBe('Night water\nNo pump runs at night\nin March.\nOne\nTwo\na\nb')
})

test('[AGR-2] the same words have the same hash however they were typed', () => {
  const whole = prose({ type: 'paragraph', text: 'Water for all é', marks: {} })
  const split = paragraph(fresh(), [{ insert: 'Wat' }, { insert: 'er for ' }], [{ insert: 'all  e\u0301 ' }])
  split.push([new Y.XmlElement('paragraph')])

  expect(textHash(canonicalProse(split))).toBe(textHash(canonicalProse(whole)))
})

test('[AGR-2] neither the order of marks nor who carries the blank between two bold words matters', () => {
  const one = paragraph(fresh(), [{ insert: 'a b', attributes: { strong: {}, em: {} } }, { insert: ' c' }])
  const other = paragraph(fresh(), [
    { insert: 'a', attributes: { em: {}, strong: {} } },
    { insert: ' ' },
    { insert: 'b ', attributes: { em: {}, strong: {} } },
    { insert: 'c' },
  ])

  expect(canonicalProse(other)).toBe(canonicalProse(one))
})

test('[AGR-3] one changed letter, mark, address, level or kind of list changes the text', () => {
  const texts = [
    prose({ type: 'paragraph', text: 'fourteen days' }),
    prose({ type: 'paragraph', text: 'fourteen Days' }),
    prose({ type: 'paragraph', text: 'fourteen days', marks: { strong: true } }),
    prose({ type: 'paragraph', text: 'fourteen days', marks: { em: true } }),
    prose({ type: 'paragraph', text: 'fourteen days', marks: { link: 'https://a.org' } }),
    prose({ type: 'paragraph', text: 'fourteen days', marks: { link: 'https://b.org' } }),
    prose({ type: 'heading', level: 1, text: 'fourteen days' }),
    prose({ type: 'heading', level: 2, text: 'fourteen days' }),
    prose({ type: 'bullet_list', items: ['fourteen days'] }),
    prose({ type: 'ordered_list', items: ['fourteen days'] }),
  ].map(canonicalProse)

  expect(new Set(texts).size).toBe(texts.length)
})

test('[AGR-3] signs that look like markup never pass for the markup itself', () => {
  const pairs: [ProseDraft, ProseDraft][] = [
    [
      { type: 'paragraph', text: '**x**' },
      { type: 'paragraph', text: 'x', marks: { strong: true } },
    ],
    [
      { type: 'paragraph', text: '_x_' },
      { type: 'paragraph', text: 'x', marks: { em: true } },
    ],
    [
      { type: 'paragraph', text: '# x' },
      { type: 'heading', text: 'x' },
    ],
    [
      { type: 'paragraph', text: '- x' },
      { type: 'bullet_list', items: ['x'] },
    ],
    [
      { type: 'paragraph', text: '1. x' },
      { type: 'ordered_list', items: ['x'] },
    ],
    [
      { type: 'paragraph', text: '[x](https://a.org)' },
      { type: 'paragraph', text: 'x', marks: { link: 'https://a.org' } },
    ],
    [
      { type: 'paragraph', text: 'x\\' },
      { type: 'paragraph', text: 'x\n' },
    ],
  ]
  for (const [plain, marked] of pairs) expect(canonicalProse(prose(plain))).not.toBe(canonicalProse(prose(marked)))
})

test('[AGR-4] two writers who converged read the same text and hash', () => {
  const [ana, bo] = [new Y.Doc(), new Y.Doc()]
  writeProse(ana.getXmlFragment('clause:a'), [{ type: 'paragraph', text: 'Kiosks open every day.' }])
  Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana))
  const textOf = (doc: Y.Doc) => (doc.getXmlFragment('clause:a').get(0) as Y.XmlElement).get(0) as Y.XmlText

  textOf(ana).insert(0, 'All ')
  textOf(ana).format(4, 6, { strong: {} })
  textOf(bo).insert(22, ', on both banks')
  textOf(bo).format(0, 11, { em: {} })
  const [fromAna, fromBo] = [Y.encodeStateAsUpdate(ana), Y.encodeStateAsUpdate(bo)]
  Y.applyUpdate(ana, fromBo)
  Y.applyUpdate(bo, fromAna)
  const reloaded = new Y.Doc()
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(bo))

  const read = [ana, bo, reloaded].map(doc => canonicalProse(doc.getXmlFragment('clause:a')))
  expect(new Set(read).size).toBe(1)
  expect(read[0]).toContain('on both banks')
  expect(read[0]).toContain('All')
})

test('[AGR-5] whatever a writer stores, reading answers and never throws', () => {
  const fragment = fresh()
  const loose = new Y.XmlText()
  loose.applyDelta([
    { insert: 'loose' },
    { insert: { image: 'x' } },
    { insert: ' words', attributes: { strong: null, odd: 1 } },
  ])
  const figure = new Y.XmlElement('figure')
  const cell = new Y.XmlElement('paragraph')
  cell.insert(0, [new Y.XmlText('in a cell')])
  figure.insert(0, [cell])
  const heading = new Y.XmlElement('heading')
  heading.setAttribute('level', 'ninety')
  heading.insert(0, [new Y.XmlText('odd level')])
  const bare = new Y.XmlElement('bullet_list')
  bare.insert(0, [new Y.XmlText('no item')])
  fragment.insert(0, [loose, figure, heading, bare])

  expect(canonicalProse(fragment)).toBe('loose words\n\nin a cell\n\n# odd level\n\n- no item')
})

test('[AGR-5] nesting beyond all reason reads as nothing instead of overflowing', () => {
  const fragment = fresh()
  let inner: Y.XmlElement | null = null
  for (let depth = 0; depth < 200; depth += 1) {
    const element = new Y.XmlElement('blockquote')
    element.insert(0, [inner ?? new Y.XmlText('deep')])
    inner = element
  }
  fragment.insert(0, [inner!])

  expect(canonicalProse(fragment)).toBe('')
})

test('[AGR-6] a text without words is empty, whatever paragraphs and blanks it holds', () => {
  expect(proseIsEmpty(fresh())).toBe(true)
  expect(proseIsEmpty(prose({ type: 'paragraph', text: ' \u00a0 ' }, { type: 'bullet_list', items: [''] }))).toBe(true)
  expect(proseIsEmpty(prose({ type: 'paragraph', text: '…' }))).toBe(false)
})

test('[AGR-7] links lead only to web, mail and telephone addresses', () => {
  expect(safeHref('https://example.org/a?b=c#d')).toBe('https://example.org/a?b=c#d')
  expect(safeHref(' HTTP://example.org ')).toBe('HTTP://example.org')
  expect(safeHref('mailto:a@example.org')).toBe('mailto:a@example.org')
  expect(safeHref('tel:+254700000000')).toBe('tel:+254700000000')
  for (const bad of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//example.org',
    '/p/abc',
    'https://',
    'https://exa mple.org',
    'https://a.org/"onmouseover="x',
    'https://a.org/\u202egro',
    `https://a.org/${'x'.repeat(2000)}`,
    7,
    null,
  ])
    expect(safeHref(bad)).toBeNull()
})

test('[AGR-7] a stored link to anything else reads as its words', () => {
  const fragment = paragraph(fresh(), [{ insert: 'press me', attributes: { link: { href: 'javascript:alert(1)' } } }])

  expect(canonicalProse(fragment)).toBe('press me')
})

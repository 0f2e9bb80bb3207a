import { strToU8, zipSync } from 'fflate'

const TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A Word file with this body; `more` are further parts, `head` stands before the document's element. */
export function docxOf(body: string, more: Record<string, string> = {}, head = '', level: 0 | 6 = 6): Uint8Array {
  const parts = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': RELS,
    'word/document.xml': `<?xml version="1.0"?>${head}<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...more,
  }
  const bytes = Object.entries(parts).map(([name, text]): [string, Uint8Array] => [name, strToU8(text)])
  return zipSync(Object.fromEntries(bytes), { level })
}

/** A paragraph; `properties` are of its pPr, `run` of its rPr. */
export function paragraph(words: string, properties = '', run = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`
}

/** A file whose document inflates to `megabytes`, though its own directory says that it is small. */
export function zipBomb(megabytes: number): Uint8Array {
  const bytes = docxOf(`<w:p/>${' '.repeat(megabytes * 1024 * 1024)}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 4 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 1000, true)
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 1000, true)
  }
  return bytes
}

/** Entities that each hold ten of the one before. */
export function xmlBomb(): Uint8Array {
  const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`)
  return docxOf(paragraph('&e9;'), {}, `<!DOCTYPE x [<!ENTITY e0 "lol">${entities.join('')}]>`)
}

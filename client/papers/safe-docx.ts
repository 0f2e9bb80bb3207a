import { strFromU8, zipSync } from 'fflate'
import type { IncomingRefusal } from '../../shared/paper/incoming.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'
import { zipParts } from './zip-parts.ts'

/** A Word file that is safe to parse: its needed parts alone, packed anew; and how many changes were tracked in it. */
export type SafeDocx = { bytes: Uint8Array; tracked: number }

const LIMITS = { entries: 5000, partBytes: 12 * 1024 * 1024, allBytes: 20 * 1024 * 1024 }
/** Paragraphs and elements of the text, and how deep they may stand in each other. */
const MOST_PARAGRAPHS = 12_000
const MOST_ELEMENTS = 250_000
const DEEPEST = 120

const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?(?:document|styles|numbering|footnotes|endnotes|comments)\d*\.xml(?:\.rels)?)$/
const DOCUMENT = /^word\/document\d*\.xml$/

/** Checks a Word file before anything parses it: real sizes, entities, amount and depth of what it holds. */
export function safeDocx(bytes: Uint8Array): Result<SafeDocx, IncomingRefusal> {
  const start = [...bytes.subarray(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join('')
  // The format before .docx; files that a password protects are wrapped in it too.
  if (start === 'd0cf11e0') return refuse('old-word')
  if (start !== '504b0304') return refuse('not-a-document')
  const parts = zipParts(bytes, name => NEEDED.test(name), LIMITS)
  if (!parts.ok) return parts
  const document = [...parts.value.keys()].find(name => DOCUMENT.test(name))
  if (document === undefined || !parts.value.has('[Content_Types].xml')) return refuse('not-a-document')
  let tracked = 0
  for (const [name, part] of parts.value) {
    const xml = strFromU8(part)
    // No word processor writes a document type; it is where entities that swell are declared.
    if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return refuse('broken')
    if (!isModest(xml)) return refuse('too-large-inside')
    if (name === document) tracked = xml.match(/<w:(?:ins|del|moveFrom|moveTo)[ >]/g)?.length ?? 0
  }
  return accept({ bytes: zipSync(Object.fromEntries(parts.value), { level: 0 }), tracked })
}

function isModest(xml: string): boolean {
  let depth = 0
  let elements = 0
  let paragraphs = 0
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml.charCodeAt(at + 1)
    if (next === 0x2f) {
      depth -= 1
      continue
    }
    // A declaration, a comment or an instruction.
    if (next === 0x3f || next === 0x21) continue
    elements += 1
    if (xml.startsWith('w:p', at + 1) && /[ />]/.test(xml[at + 4] ?? '')) paragraphs += 1
    const end = xml.indexOf('>', at)
    if (end < 0) return true
    if (xml[end - 1] !== '/') depth += 1
    if (depth > DEEPEST || elements > MOST_ELEMENTS || paragraphs > MOST_PARAGRAPHS) return false
  }
  return true
}

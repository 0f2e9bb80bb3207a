import mammoth from 'mammoth'
import { type Incoming, type IncomingRefusal, NOTHING_LEFT_OUT } from '../../shared/paper/incoming.ts'
import { accept, refuse, type Result } from '../../shared/result.ts'
import { DocxBlocks, type WordNode } from './docx-blocks.ts'
import { safeDocx } from './safe-docx.ts'

/**
 * Reads a Word file into pieces of words. mammoth's own model of the document is taken before it would make HTML of it: no
 * markup of a stranger's file is ever made, let alone shown.
 */
export async function readDocx(bytes: Uint8Array): Promise<Result<Incoming, IncomingRefusal>> {
  const safe = safeDocx(bytes)
  if (!safe.ok) return safe
  const document = await modelOf(safe.value.bytes)
  if (document === null) return refuse('broken')
  const { blocks, leftOut } = new DocxBlocks().read(document)
  return accept({ blocks, leftOut: { ...NOTHING_LEFT_OUT, ...leftOut, tracked: safe.value.tracked } })
}

async function modelOf(bytes: Uint8Array): Promise<WordNode | null> {
  let model: WordNode | null = null
  // In a browser it takes an ArrayBuffer, in Node a buffer.
  const input = { arrayBuffer: bytes.slice().buffer, buffer: bytes as never }
  try {
    await mammoth.convertToHtml(input, {
      includeEmbeddedStyleMap: false,
      transformDocument: (document: WordNode) => {
        model = document
        return { ...document, children: [] }
      },
    })
  } catch {
    // Whatever mammoth stumbles over, the file is not a Word file that it knows: that is said.
    return null
  }
  return model
}

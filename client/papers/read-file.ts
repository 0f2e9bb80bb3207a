import { type Incoming, type IncomingRefusal, MOST_FILE_BYTES } from '../../shared/paper/incoming.ts'
import { refuse, type Result } from '../../shared/result.ts'

/** Reads a Word or Markdown file, told apart by what is in it rather than by its name. Each parser comes when it is needed. */
export async function readFile(bytes: Uint8Array): Promise<Result<Incoming, IncomingRefusal>> {
  if (bytes.length > MOST_FILE_BYTES) return refuse('too-large')
  if (bytes.length === 0) return refuse('empty')
  const read = isBinary(bytes)
    ? await (await import('./read-docx.ts')).readDocx(bytes)
    : (await import('./read-markdown.ts')).readMarkdown(bytes)
  return read.ok && read.value.blocks.length === 0 ? refuse('empty') : read
}

function isBinary(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 2))
  return start === 'PK' || bytes[0] === 0xd0 || bytes.subarray(0, 512).includes(0)
}

import type { Result } from '../../result.ts'
import { accept, refuse } from '../../result.ts'
import { type CsvTrouble, MAX_CSV_BYTES } from './trouble.ts'

/** A file's text and how its bytes were read; `windows-1252` is a guess that the preview asks to be looked at. */
export type DecodedCsv = { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' }

/**
 * Reads bytes as text: by byte order mark, else as UTF-8, else as Windows-1252 (what old spreadsheets save). Refuses
 * empty, binary and oversized files.
 */
export function decodeCsv(bytes: Uint8Array): Result<DecodedCsv, CsvTrouble> {
  if (bytes.length > MAX_CSV_BYTES) return refuse({ code: 'too-large', bytes: bytes.length, most: MAX_CSV_BYTES })
  const decoded = read(bytes)
  if (hasControls(decoded.text)) return refuse({ code: 'binary' })
  if (decoded.text.trim() === '') return refuse({ code: 'empty' })
  return accept(decoded)
}

function read(bytes: Uint8Array): DecodedCsv {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeAs('utf-16le', bytes), encoding: 'utf-16le' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decodeAs('utf-16be', bytes), encoding: 'utf-16be' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    // Not UTF-8: the person sees the guess in the preview and can turn back.
    return { text: decodeAs('windows-1252', bytes), encoding: 'windows-1252' }
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes)
}

// Text has tabs and line ends; any other control character means a picture, a workbook or the like.
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true
  }
  return false
}

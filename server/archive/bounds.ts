import type { Manifest } from '../../shared/verify/layout.ts'
import type { Files } from '../../shared/verify/read-export.ts'
import type { ImportRefusal } from '../ports.ts'
import { IMPORT_LIMITS } from './limits.ts'

/** Most facts of a type that one partnership can honestly have; each costs as much as all before it together. */
const MOST: Readonly<Record<string, number>> = {
  'party.added': 60,
  'member.joined': 2_000,
  'invite.created': 2_000,
  'document.created': IMPORT_LIMITS.documents,
  'proposal.opened': 1_000,
}

/** What of an export's listing is beyond the bounds, before any of it is verified or parsed; null when nothing is. */
export function tallyRefusal(files: Files, manifest: Manifest): ImportRefusal | null {
  const big = (detail: string): ImportRefusal => ({ code: 'export-too-big', detail })
  if (manifest.streams.some(({ boundary }) => boundary !== 'partnership' && boundary !== 'broker'))
    return { code: 'export-newer', subject: 'boundary' }
  if (manifest.documents.some(({ boundary }) => boundary !== 'partnership' && boundary !== 'broker'))
    return { code: 'export-newer', subject: 'boundary' }
  if (manifest.documents.length > IMPORT_LIMITS.documents) return big('more canvases than a table holds')
  if (manifest.documents.some(({ state }) => (files[state]?.length ?? 0) > IMPORT_LIMITS.state))
    return big('a canvas is larger than any can be')
  let lines = 0
  for (const { entries } of manifest.streams) {
    const bytes = files[entries]
    if (!bytes) continue
    for (const byte of bytes) if (byte === 10) lines += 1
  }
  if (lines > IMPORT_LIMITS.entries) return big(`more than ${IMPORT_LIMITS.entries} entries`)
  for (const { entries } of manifest.streams) {
    const counts = new Map<string, number>()
    const text = new TextDecoder().decode(files[entries])
    for (const [, type] of text.matchAll(/"type":"([a-z.]{1,40})"/g)) counts.set(type!, (counts.get(type!) ?? 0) + 1)
    const over = Object.entries(MOST).find(([type, most]) => (counts.get(type) ?? 0) > most)
    if (over) return big(`more than ${over[1]} of ${over[0]}`)
  }
  return null
}

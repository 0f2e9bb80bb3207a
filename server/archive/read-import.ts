import type { Boundary } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Manifest } from '../../shared/verify/layout.ts'
import { type Files, readEntryLines, readManifest } from '../../shared/verify/read-export.ts'
import { type ExportReport, verifyExport } from '../../shared/verify/verify-export.ts'
import type { DocumentRow, ImportRead, ImportRefusal, ImportWish, WholePartnership } from '../ports.ts'
import { tallyRefusal } from './bounds.ts'
import { copyCanvas } from './copy-canvas.ts'
import { finishImport } from './finish-import.ts'
import { previewOf } from './preview.ts'
import { readZip } from './read-zip.ts'
import { replayStream, type ReplayFault, type ToldStream, unknownIn } from './replay.ts'
import { StreamWriter, type WrittenAct } from './stream-writer.ts'

/**
 * Reads an export as a new partnership: verified by the verifier that anyone can run, held against the shapes of facts and
 * canvases, then written anew under new ids. Pure but for ids and salts; nothing of it is kept when any part is refused.
 */
export function readImport(zip: Uint8Array, wish: ImportWish): Result<ImportRead, ImportRefusal> {
  const files = readZip(zip)
  if (!files.ok) return files
  const manifest = readManifest(files.value)
  if (typeof manifest === 'string') return refuse(notOurs(files.value, manifest))
  const tallied = tallyRefusal(files.value, manifest)
  if (tallied) return refuse(tallied)
  const report = verifyExport(files.value)
  if (!report.ok) return refuse(tampered(report))
  return rebuild(files.value, manifest, report, wish)
}

function rebuild(
  files: Files,
  manifest: Manifest,
  report: ExportReport,
  wish: ImportWish,
): Result<ImportRead, ImportRefusal> {
  const renamed = new Map(manifest.documents.map(({ id }) => [id, newId()]))
  const writer = new StreamWriter(newId())
  const broker = newId()
  const act: WrittenAct = { at: wish.now, command: newId(), actor: broker, role: 'broker', party: null }
  const { partnership: from, digest, exportedAt } = manifest
  const ledgers = manifest.streams.flatMap(({ boundary, head }) => (head ? [{ boundary, ...head }] : []))
  // Each ledger tells of its own origin alone: how long the brokers' was is for nobody else.
  const origins = (['partnership', 'broker'] satisfies Boundary[]).flatMap(boundary => {
    const own = ledgers.filter(ledger => ledger.boundary === boundary)
    if (own.length === 0 && boundary === 'broker') return []
    return [{ boundary, fact: { type: 'partnership.imported' as const, from, digest, exportedAt, ledgers: own } }]
  })
  writer.record(origins, act)
  const told = manifest.streams.map((stream): ToldStream => {
    const { wordsOf } = report.streams.find(one => one.boundary === stream.boundary)!
    return { boundary: stream.boundary, entries: readEntryLines(files, stream).entries, wordsOf }
  })
  const commands = new Map<string, string>()
  for (const stream of told) {
    const fault = replayStream(writer, stream, renamed, commands, wish.now)
    if (fault) return refuse(notTaken(fault))
  }
  if (!writer.state.partnership) return refuse({ code: 'export-tampered', subject: 'makes-no-sense' })
  // Before the importer is among the members, so that they stand for nobody of the old table.
  const stranger = unknownIn(writer, told, renamed)
  if (stranger) return refuse(notTaken(stranger))
  const canvases = canvasesOf(files, manifest, writer, renamed)
  if (!canvases.ok) return canvases
  const preview = previewOf(writer, manifest, report)
  const companions = finishImport(writer, broker, wish)
  const whole: WholePartnership = {
    partnership: writer.partnership,
    createdAt: wish.now,
    documents: [...projected(writer.partnership), ...canvases.value, ...companions],
    entries: writer.entries,
    texts: writer.keptTexts,
  }
  return accept({ preview, whole, broker })
}

type Documents = WholePartnership['documents']

function canvasesOf(
  files: Files,
  manifest: Manifest,
  { partnership, state }: StreamWriter,
  renamed: ReadonlyMap<string, string>,
): Result<Documents, ImportRefusal> {
  const documents: Documents = []
  for (const listed of manifest.documents) {
    const id = renamed.get(listed.id)!
    const kind = kindOf(listed.kind)
    if (!kind) return refuse({ code: 'export-newer', subject: 'kind' })
    const copy = copyCanvas(kind, files[listed.state] ?? new Uint8Array())
    if (!copy) return refuse({ code: 'export-tampered', subject: 'state-unreadable', detail: `document ${listed.id}` })
    const text = kind.canonical(copy.doc).toWellFormed().normalize('NFC')
    copy.doc.destroy()
    // Another version of the kind may word the same canvas otherwise; the verifier says so too.
    if (kind.version === listed.kindVersion && text !== new TextDecoder().decode(files[listed.text]))
      return refuse({ code: 'export-tampered', subject: 'text-differs', detail: `document ${listed.id}` })
    const row: DocumentRow = { id, partnership, boundary: listed.boundary, role: 'canvas', kind: listed.kind }
    documents.push({ row, state: copy.update })
  }
  const laid = new Set(documents.map(({ row }) => row.id))
  const missing = [...state.documents.keys()].find(id => !laid.has(id))
  if (missing !== undefined)
    return refuse({ code: 'export-tampered', subject: 'canvas-missing', detail: `document ${missing}` })
  return accept(documents)
}

/** The documents that carry the ledgers and their words; both boundaries stand, whatever the export held. */
function projected(partnership: string): Documents {
  return (['partnership', 'broker'] satisfies Boundary[]).flatMap(boundary =>
    (['ledger', 'texts'] as const).map(role => ({
      row: { id: newId(), partnership, boundary, role, kind: null },
      state: null,
    })),
  )
}

function notOurs(files: Files, detail: string): ImportRefusal {
  const foreign = !Object.hasOwn(files, 'trestle.json')
  if (foreign) return { code: 'export-foreign', detail }
  return /format/.test(detail)
    ? { code: 'export-newer', detail }
    : { code: 'export-tampered', subject: 'manifest', detail }
}

function tampered({ streams, documents, problems }: ExportReport): ImportRefusal {
  const subject =
    streams.find(one => one.broken)?.broken?.why ??
    (streams.some(one => one.words.wrong > 0) ? 'words' : null) ??
    documents.find(one => one.why)?.why ??
    'file-changed'
  return { code: 'export-tampered', subject, detail: problems[0] ?? '' }
}

function notTaken({ boundary, seq, why }: ReplayFault): ImportRefusal {
  const detail = `ledger ${boundary}: entry ${seq}: ${why}`
  return why === 'unknown'
    ? { code: 'export-newer', subject: 'fact', detail }
    : { code: 'export-tampered', subject: 'makes-no-sense', detail }
}

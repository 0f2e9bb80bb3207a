import { type AsyncZippable, zipSync } from 'fflate'
import * as Y from 'yjs'
import { utf8ToBytes } from '../../shared/hash.ts'
import type { Entry } from '../../shared/ledger/facts.ts'
import { fold } from '../../shared/ledger/fold.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { type CanvasTaken, canvasCopy } from '../../shared/take-out/canvas-copies.ts'
import { csvFile } from '../../shared/take-out/csv-cell.ts'
import { decisionRecords, type WordsOf } from '../../shared/take-out/decision-record.ts'
import { decisionsCsv } from '../../shared/take-out/decisions-csv.ts'
import { decisionsMarkdown } from '../../shared/take-out/decisions-markdown.ts'
import { ENGLISH } from '../../shared/take-out/english-words.ts'
import { type IndexLink, indexPage } from '../../shared/take-out/index-page.ts'
import { rosterCsv } from '../../shared/take-out/roster.ts'
import { exportLedgerFiles } from '../../shared/verify/export-ledger-files.ts'
import type { PackGiven } from '../ports.ts'
import { ledgerTable } from './ledger-table.ts'

/** Every file of an export by path: what the verifier reads, and readable copies made of exactly that. */
function exportFiles(given: PackGiven): Record<string, Uint8Array> {
  return exportLedgerFiles({ ...given, extra: readableFiles(given) })
}

/** The zip of an export. */
export function packExport(given: PackGiven): Uint8Array {
  const files: AsyncZippable = exportFiles(given)
  return zipSync(files as Record<string, Uint8Array>, { level: 6 })
}

function readableFiles(given: PackGiven): Record<string, Uint8Array> {
  const ledger = fold(interleaved(given.streams))
  const rows = new Map(
    given.streams.flatMap(({ texts }) => texts.flatMap(row => (row ? [[row.commitment, row.words] as const] : []))),
  )
  const words: WordsOf = commitment => (commitment && rows.get(commitment)) || ''
  const texts: Record<string, string> = {
    'readable/ledger.csv': csvFile(ledgerTable(given.streams)),
    'readable/people.csv': rosterCsv(ledger, words),
  }
  const records = decisionRecords(ledger, words, ENGLISH.nameless)
  const cover = { name: given.name, lines: [`Exported ${ENGLISH.time(given.exportedAt)}.`] }
  texts['readable/decisions.md'] = decisionsMarkdown(records, ENGLISH, cover)
  texts['readable/decisions.csv'] = decisionsCsv(records, ENGLISH)
  const canvases = canvasFiles(given, ledger, words)
  for (const { link, text } of canvases) texts[link.path] = text
  texts['index.html'] = indexPage({
    name: given.name,
    purpose: words(ledger.partnership?.purpose),
    facts: factsOf(given, ledger, records.filter(one => one.decidedAt !== null).length),
    parts: [
      {
        heading: 'To read',
        links: [
          {
            path: 'readable/decisions.md',
            title: 'Decision log',
            about: 'every proposal with its words, positions and dissent (Markdown)',
          },
          {
            path: 'readable/decisions.csv',
            title: 'Decision log as a table',
            about: 'one row for each decision (CSV)',
          },
          ...canvases.map(({ link }) => link),
          { path: 'readable/people.csv', title: 'Who sits at the table', about: 'parties and people (CSV)' },
          { path: 'readable/ledger.csv', title: 'The ledger as a table', about: 'everything that was recorded (CSV)' },
        ],
      },
      {
        heading: 'To check',
        links: [
          {
            path: 'trestle.json',
            title: 'trestle.json',
            about: 'every file with its fingerprint, and one digest over all of it',
          },
          { path: 'README.txt', title: 'README.txt', about: 'how to check that nothing was changed' },
        ],
      },
    ],
    notes: [
      'What its asker may not see is not in here, and neither are invites, sessions or anything else that opens a door.',
      'The readable copies are for people. What can be checked, and brought into another Trestle, are the files under ledger, texts and documents.',
    ],
  })
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, utf8ToBytes(text.toWellFormed())]))
}

function factsOf(given: PackGiven, ledger: LedgerState, decided: number): (readonly [string, string])[] {
  const brokers = given.streams.some(one => one.boundary === 'broker')
  return [
    ['Exported', ENGLISH.time(given.exportedAt)],
    ['Parties', String(ledger.parties.size)],
    ['Canvases', String(given.documents.length)],
    ['Decided', String(decided)],
    ['Ledger entries', String(given.streams.reduce((sum, one) => sum + one.entries.length, 0))],
    ['The brokers’ part', brokers ? 'is in it: hand it to nobody but brokers' : 'is not in it'],
  ]
}

function canvasFiles(given: PackGiven, ledger: LedgerState, words: WordsOf): { link: IndexLink; text: string }[] {
  const docs = new Map(
    given.documents.map(document => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, document.state)
      return [document.id, doc]
    }),
  )
  const taken = new Set<string>()
  return given.documents.flatMap(document => {
    const info = ledger.documents.get(document.id)
    // A brokers' half stands in the columns of its map.
    if (info?.companionOf && docs.has(info.companionOf)) return []
    const half = [...ledger.documents.values()].find(one => one.companionOf === document.id)
    const canvas: CanvasTaken = { ...document, doc: docs.get(document.id)! }
    const copy = canvasCopy(canvas, ledger, words, (half && docs.get(half.id)) ?? null)
    if (!copy) return []
    const path = fileName(document.title, copy.ending, taken)
    const about = copy.ending === 'csv' ? 'a map (CSV, imports again)' : 'a canvas as text (Markdown)'
    return [{ link: { path, title: document.title || path, about }, text: copy.text }]
  })
}

/** A path that every system takes and no other canvas has: letters and digits of any script, short. */
function fileName(title: string, ending: string, taken: Set<string>): string {
  const plain =
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      // The cut may have gone through the middle of a character, which no path can hold.
      .replace(/\p{Cs}/gu, '') || 'canvas'
  for (let at = 1; ; at += 1) {
    const path = `readable/${at === 1 ? plain : `${plain}-${at}`}.${ending}`
    if (taken.has(path.toLowerCase())) continue
    taken.add(path.toLowerCase())
    return path
  }
}

/** Entries of all streams, the partnership's first: what the others tell of stands there. */
function interleaved(streams: PackGiven['streams']): Entry[] {
  const order = [...streams].sort((a, b) => Number(b.boundary === 'partnership') - Number(a.boundary === 'partnership'))
  return order.flatMap(one => [...one.entries])
}

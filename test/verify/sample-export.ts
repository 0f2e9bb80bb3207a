import * as Y from 'yjs'
import { decisionLog } from '../../shared/kinds/decision-log/kind.ts'
import { proposalsOf } from '../../shared/kinds/decision-log/model.ts'
import type { TextRow } from '../../shared/ledger/facts.ts'
import { writeProse } from '../../shared/model/prose.ts'
import { exportLedgerFiles, manifestDigest } from '../../shared/verify/export-ledger-files.ts'
import { MANIFEST, type Manifest } from '../../shared/verify/layout.ts'
import type { Files } from '../../shared/verify/read-export.ts'
import { canonicalJson } from '../../shared/canonical.ts'
import { sha256Hex, utf8ToBytes } from '../../shared/hash.ts'
import {
  ANN,
  BO,
  BROKER,
  BROKER_LOG,
  CY,
  id,
  LOG,
  PROPOSAL,
  seatedTable,
  settings,
  type Table,
} from '../shared/ledger/table.ts'

/** A table that decided something, amended it, and has words in two boundaries. */
export function decidedTable(): Table {
  const table = seatedTable()
  table.open(BROKER)
  table.take(ANN, 'objection', { reason: 'Two of the nights are export week.' })
  table.amend(BROKER, 'We do it, but not in export week.', [...table.proposal().objections.keys()])
  const objection = [...table.proposal().objections.keys()][0]!
  table.act(ANN, { type: 'objection.settle', proposal: PROPOSAL, objection, state: 'integrated', note: null })
  for (const member of [ANN, BO, CY]) table.take(member, 'consent', { reason: null })
  table.act(BROKER, { type: 'proposal.close', proposal: PROPOSAL })
  table.open(BROKER, { proposal: id('second'), settings: settings({ method: 'majority' }) })
  table.take(CY, 'no', { proposal: id('second'), reason: 'Mornings belong to the taps.' })
  table.act(BROKER, { type: 'document.rename', document: BROKER_LOG, title: 'Ours alone' })
  return table
}

/** The export of a table. `withhold` turns words into erased ones. */
export function exportOf(table: Table, withhold: (row: TextRow) => boolean = () => false): Files {
  const doc = new Y.Doc()
  doc.clientID = 7
  proposalsOf(doc).add({ title: 'Tuesdays' }, PROPOSAL)
  writeProse(doc.getXmlFragment(`proposal:${PROPOSAL}`), [{ type: 'paragraph', text: 'We meet.' }])
  return exportLedgerFiles({
    partnership: id('partnership'),
    name: 'Mirata',
    exportedAt: 1_700_000_000_000,
    streams: (['partnership', 'broker'] as const).map(boundary => ({
      boundary,
      entries: table.entries.filter(entry => entry.stream === boundary),
      texts: table.texts.filter(one => one.boundary === boundary).map(({ row }) => (withhold(row) ? null : row)),
    })),
    documents: [
      {
        id: LOG,
        kind: 'decision-log',
        kindVersion: decisionLog.version,
        title: 'Decisions',
        boundary: 'partnership',
        state: Y.encodeStateAsUpdate(doc),
        text: decisionLog.canonical(doc),
      },
    ],
    extra: { 'readable/log.md': utf8ToBytes('# Log') },
  })
}

/** Lets a forger list and digest what they changed, as somebody with this source could. */
export function resealed(files: Files, change: (manifest: Manifest) => void = () => {}): Files {
  const manifest = JSON.parse(new TextDecoder().decode(files[MANIFEST])) as Manifest
  for (const path of Object.keys(manifest.files)) if (files[path]) manifest.files[path] = sha256Hex(files[path])
  change(manifest)
  const { digest: _, ...rest } = manifest
  return { ...files, [MANIFEST]: utf8ToBytes(canonicalJson({ ...rest, digest: manifestDigest(rest) })) }
}

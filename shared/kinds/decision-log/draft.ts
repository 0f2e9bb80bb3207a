import type * as Y from 'yjs'
import { textHash } from '../../hash.ts'
import { oneLine } from '../../model/one-line.ts'
import { canonicalProse } from '../../model/prose.ts'
import { proposalFragment, proposalsOf } from './model.ts'

/** The words of a draft as a command's hash speaks of them. */
export type ProposalDraft = { hash: string; title: string; text: string }

/**
 * The deterministic text of a proposal: its title on one line, an empty line, then its canonical prose. Both parts are NFC;
 * the title has no line break, so the first empty line always ends it.
 */
export function canonicalProposal(title: string, text: string): string {
  return `${oneLine(title)}\n\n${text.normalize('NFC')}`
}

/** Title, canonical text and their hash; null when the log holds no such draft. This is `DecideContext.draft`. */
export function draftOf(doc: Y.Doc, row: string): ProposalDraft | null {
  const found = proposalsOf(doc).get(row)
  if (!found) return null
  const title = oneLine(found.title)
  const text = canonicalProse(doc.getXmlFragment(proposalFragment(row))).normalize('NFC')
  return { hash: textHash(canonicalProposal(title, text)), title, text }
}

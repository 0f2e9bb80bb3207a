import * as Y from 'yjs'
import { draftOf, type ProposalDraft } from '../../shared/kinds/decision-log/draft.ts'
import { proposalFragment, proposalsOf } from '../../shared/kinds/decision-log/model.ts'
import { writeProse } from '../../shared/model/prose.ts'
import type { SampleText } from './decisions.ts'

/** Writes paragraphs into a rich text that is still empty. */
export function writeParagraphs(fragment: Y.XmlFragment, paragraphs: readonly string[]): void {
  writeProse(
    fragment,
    paragraphs.map(text => ({ type: 'paragraph' as const, text })),
  )
}

/** Title, canonical text and hash of words as the log's own canvas would freeze them. */
export function frozen(text: SampleText): ProposalDraft {
  const doc = new Y.Doc()
  const row = proposalsOf(doc).add({ title: text.title })
  writeParagraphs(doc.getXmlFragment(proposalFragment(row)), text.paragraphs)
  const draft = draftOf(doc, row)
  doc.destroy()
  if (!draft) throw new Error('a row just added is missing')
  return draft
}

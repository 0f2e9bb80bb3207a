import { clauseText } from '../../../shared/kinds/agreement/model.ts'
import { lettersIn, type LetterSpan, rangeOf, spanOf, wordsIn } from '../../../shared/model/prose-range.ts'
import { MAX_QUOTE, type Thread } from '../../../shared/ledger/talk.ts'
import type { ProseRange } from '../../prose/prose-range.ts'
import { path } from '../../room/navigate.ts'
import type { CanvasRoom, PartnershipSession } from '../../room/types.ts'
import type { Quoted } from '../../talk/talk-element.ts'

/** Where a clause's words are talked about, and the threads whose words were removed. */
export type ClauseTalk = { ranges: readonly ProseRange[]; adrift: ReadonlySet<string> }

/** Open threads on words of this clause, as they stand in it now. */
export function clauseTalk(session: PartnershipSession, room: CanvasRoom, clause: string): ClauseTalk {
  const ranges: ProseRange[] = []
  const adrift = new Set<string>()
  for (const thread of session.ledger.threads.get(room.document)?.values() ?? []) {
    if (thread.about !== clause || thread.range === null) continue
    const span = spanOf(clauseText(room.doc, clause), thread.range, session.words(thread.quote))
    if (span === null) adrift.add(thread.id)
    else if (thread.resolved === null) ranges.push(rangeIn(session, room, thread, span))
  }
  return { ranges, adrift }
}

/** Selected words of a clause as a comment names them; null when none are selected. */
export function quotedIn(room: CanvasRoom, clause: string, span: LetterSpan | null): Quoted | null {
  const words = clauseText(room.doc, clause)
  const range = span && rangeOf(words, span)
  return range && { range, quote: wordsIn(words, span).slice(0, MAX_QUOTE) }
}

/** What the reader selected in words that are shown without an editor, in letters from their start. */
export function selectedIn(prose: Element | null): LetterSpan | null {
  const selection = document.getSelection()
  if (!prose || !selection || selection.rangeCount === 0 || selection.isCollapsed) return null
  const chosen = selection.getRangeAt(0)
  if (!prose.contains(chosen.startContainer) || !prose.contains(chosen.endContainer)) return null
  const until = (node: Node, offset: number): number => {
    const before = document.createRange()
    before.setStart(prose, 0)
    before.setEnd(node, offset)
    return lettersIn(before.toString())
  }
  return { from: until(chosen.startContainer, chosen.startOffset), to: until(chosen.endContainer, chosen.endOffset) }
}

function rangeIn(session: PartnershipSession, room: CanvasRoom, thread: Thread, span: LetterSpan): ProseRange {
  const party = thread.comments[0]?.party ?? null
  const mark = party === null ? undefined : session.ledger.parties.get(party)?.mark
  const href = path.thread(session.id, room.document, thread.about, thread.id)
  return { id: thread.id, span, hue: mark === undefined ? '' : `p${mark}`, href }
}

import type * as Y from 'yjs'
import { type Actor, mayRead } from '../../shared/access/roles.ts'
import { textHash } from '../../shared/hash.ts'
import { newId } from '../../shared/ids.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import type { Command } from '../../shared/ledger/commands.ts'
import type { DecideContext } from '../../shared/ledger/decide-context.ts'
import type { LedgerState } from '../../shared/ledger/state.ts'
import { canonicalProse, proseIsEmpty } from '../../shared/model/prose.ts'
import type { SyncService } from '../services.ts'

/** A draft in the server's own reading. */
export type Frozen = { hash: string; title: string; text: string }

/** The row of a canvas that a command speaks of; `whether`: asked only whether it is there. */
type Subject = { document: string; row: string; whether?: boolean }

/** The server's own reading of a proposal's draft: title, canonical text and the hash of both; null when there is none. */
function freezeDraft(doc: Y.Doc, proposal: string): Frozen | null {
  const canonical = kindOf('decision-log')?.canonicalOf(doc, proposal) ?? null
  if (canonical === null) return null
  const text = canonicalProse(doc.getXmlFragment(`proposal:${proposal}`)).normalize('NFC')
  // The kind puts the title on one line, then an empty line, then the text.
  return { hash: textHash(canonical), title: canonical.slice(0, canonical.indexOf('\n\n')), text }
}

/** The server's own reading of a clause: its hash, and whether it has any words; null when there is none. */
function freezeClause(doc: Y.Doc, clause: string): { hash: string; empty: boolean } | null {
  const canonical = kindOf('agreement')?.canonicalOf(doc, clause) ?? null
  if (canonical === null) return null
  return { hash: textHash(canonical), empty: proseIsEmpty(doc.getXmlFragment(`clause:${clause}`)) }
}

/**
 * What `decide()` needs of the canvases for one command, read under the server's own eyes. Only the row that the command
 * speaks of is read, and only if its canvas is one that the actor may see.
 */
export async function canvasContext(
  sync: Pick<SyncService, 'read'>,
  state: LedgerState,
  actor: Actor,
  command: Command,
  now: number,
): Promise<DecideContext> {
  const subject = subjectOf(state, command)
  const info = subject && state.documents.get(subject.document)
  const visible = info && mayRead(actor, info.boundary)
  const seen = subject && visible ? await readRow(sync, info.kind, subject) : null
  const of = <T>(reading: T, document: string, row: string): T | null =>
    subject?.document === document && subject.row === row ? reading : null
  return {
    now,
    draft: (document, proposal) => of(seen?.draft ?? null, document, proposal),
    clause: (document, clause) => of(seen?.clause ?? null, document, clause),
    stakeholder: (document, stakeholder) => of(seen?.stakeholder ?? false, document, stakeholder) ?? false,
    row: (document, row) => of(seen?.row ?? false, document, row) ?? false,
    newId,
    dealMark: free => free[below(free.length)]!,
  }
}

type Seen = {
  draft?: Frozen | null
  clause?: { hash: string; empty: boolean } | null
  stakeholder?: boolean
  row?: boolean
}

function readRow(sync: Pick<SyncService, 'read'>, kind: KindId, { document, row, whether }: Subject): Promise<Seen> {
  return sync.read<Seen>(document, doc => {
    if (whether) return { row: (kindOf(kind)?.canonicalOf(doc, row) ?? null) !== null }
    if (kind === 'decision-log') return { draft: freezeDraft(doc, row) }
    if (kind === 'agreement') return { clause: freezeClause(doc, row) }
    return { stakeholder: (kindOf(kind)?.canonicalOf(doc, row) ?? null) !== null }
  })
}

function subjectOf(state: LedgerState, command: Command): Subject | null {
  switch (command.type) {
    case 'proposal.open':
      return { document: command.document, row: command.proposal }
    case 'proposal.amend': {
      const proposal = state.proposals.get(command.proposal)
      return proposal ? { document: proposal.document, row: proposal.id } : null
    }
    case 'clause.move':
    case 'assent.give':
      return { document: command.document, row: command.clause }
    case 'rating.give':
    case 'rating.agree':
      return { document: command.document, row: command.stakeholder }
    case 'comment.add':
      return command.about === null ? null : { document: command.document, row: command.about, whether: true }
    default:
      return null
  }
}

function below(n: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % n
}

import { newId } from '../../shared/ids.ts'
import type { FactDraft } from '../../shared/ledger/facts.ts'
import type { DocumentRow, ImportWish, WholePartnership } from '../ports.ts'
import type { StreamWriter } from './stream-writer.ts'

/**
 * What the copy needs to be a table of its own, after the old story was told: its importer is the broker, the people of the
 * old table have left, invites that lead nowhere are revoked, each map has its brokers' half, and proposals whose time ran
 * out between export and import are withdrawn rather than counted as if everyone had been able to speak. Answers the rows
 * of the canvases that were added.
 */
export function finishImport(writer: StreamWriter, broker: string, wish: ImportWish): WholePartnership['documents'] {
  const { state, partnership } = writer
  const act = { at: wish.now, command: newId(), actor: broker, role: 'broker' as const, party: null }
  const drafts: FactDraft[] = [
    {
      boundary: 'partnership',
      fact: { type: 'member.joined', member: broker, role: 'broker', party: null, name: { words: wish.brokerName } },
    },
  ]
  for (const { id, leftAt } of state.members.values()) {
    if (leftAt === null)
      drafts.push({ boundary: 'partnership', fact: { type: 'member.left', member: id, how: 'left' } })
  }
  for (const { id, revoked } of state.invites.values()) {
    if (!revoked) drafts.push({ boundary: 'broker', fact: { type: 'invite.revoked', invite: id } })
  }
  for (const { id, status, settings, document } of state.proposals.values()) {
    if (status !== 'open' || settings.closesAt > wish.now) continue
    const boundary = state.documents.get(document)?.boundary ?? 'partnership'
    drafts.push({
      boundary,
      fact: { type: 'proposal.withdrawn', proposal: id, reason: { words: wish.closedReason } },
    })
  }
  const added = companionsMissing(writer).map((map): DocumentRow & { map: string } => ({
    id: newId(),
    partnership,
    boundary: 'broker',
    role: 'canvas',
    kind: 'stakeholder-map',
    map,
  }))
  for (const { id, map } of added) {
    drafts.push({
      boundary: 'broker',
      fact: {
        type: 'document.created',
        document: id,
        kind: 'stakeholder-map',
        title: { words: wish.companionTitle },
        companionOf: map,
        template: null,
      },
    })
  }
  writer.record(drafts, act)
  return added.map(({ map: _, ...row }) => ({ row, state: null }))
}

function companionsMissing({ state }: StreamWriter): string[] {
  const documents = [...state.documents.values()]
  return documents
    .filter(({ kind, boundary }) => kind === 'stakeholder-map' && boundary === 'partnership')
    .filter(({ id }) => !documents.some(other => other.companionOf === id))
    .map(({ id }) => id)
}

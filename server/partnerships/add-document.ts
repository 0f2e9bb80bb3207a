import { type Actor, type Boundary, isBroker } from '../../shared/access/roles.ts'
import { newId } from '../../shared/ids.ts'
import { kindOf } from '../../shared/kinds/index.ts'
import type { KindId } from '../../shared/kinds/kind.ts'
import { accept, type Result, refuse } from '../../shared/result.ts'
import { recordedBy } from '../access/invites.ts'
import type { DocumentRow } from '../ports.ts'
import { type CreateParts, created, layCanvas } from './create.ts'

/** Why a document is not made. */
export type DocumentRefusal = 'not-allowed' | 'unknown-kind' | 'unknown-template'

/**
 * Makes a canvas: brokers in both boundaries, representatives for the whole partnership. A map for the partnership gets
 * its brokers' half at once. Answers its id when everything is on disk.
 */
export async function addDocument(
  parts: CreateParts,
  partnership: string,
  actor: Actor,
  wish: {
    kind: KindId
    title: string
    companionTitle: string
    boundary: Extract<Boundary, 'partnership' | 'broker'>
    template: string | null
  },
): Promise<Result<string, DocumentRefusal>> {
  const allowed = isBroker(actor.role) || (actor.role === 'representative' && wish.boundary === 'partnership')
  if (!allowed) return refuse('not-allowed')
  const kind = kindOf(wish.kind)
  if (!kind) return refuse('unknown-kind')
  if (wish.template !== null && !kind.templates.includes(wish.template)) return refuse('unknown-template')
  const row: DocumentRow = { id: newId(), partnership, boundary: wish.boundary, role: 'canvas', kind: wish.kind }
  const drafts = [created(row, wish.title, null, wish.template)]
  await layCanvas(parts, row, wish.template)
  if (wish.kind === 'stakeholder-map' && wish.boundary === 'partnership') {
    const companion: DocumentRow = { id: newId(), partnership, boundary: 'broker', role: 'canvas', kind: wish.kind }
    await layCanvas(parts, companion, null)
    drafts.push(created(companion, wish.companionTitle, row.id))
  }
  await parts.ledger.record(partnership, drafts, recordedBy(actor))
  return accept(row.id)
}

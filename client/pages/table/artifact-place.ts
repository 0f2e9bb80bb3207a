import { msg } from '@lit/localize'
import type { ArtifactId } from '../../../shared/cycle/stages.ts'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { documents } from '../../ledger/views.ts'
import { path } from '../../room/navigate.ts'
import type { PartnershipSession } from '../../room/types.ts'

const KIND_OF: Partial<Record<ArtifactId, KindId>> = {
  'stakeholder-map': 'stakeholder-map',
  interests: 'stakeholder-map',
  'resource-map': 'stakeholder-map',
  'ground-rules': 'agreement',
  agreement: 'agreement',
  assent: 'agreement',
  'amended-agreement': 'agreement',
  'decision-log': 'decision-log',
}

/** Where an artifact is made in Trestle, and the words for going there; null for what is kept elsewhere. */
export function artifactPlace(session: PartnershipSession, id: ArtifactId): { href: string; act: string } | null {
  const kind = KIND_OF[id]
  const info = kind && documents(session).find(one => one.kind === kind)
  if (!info) return null
  const act =
    kind === 'agreement'
      ? msg('Open the agreement')
      : kind === 'decision-log'
        ? msg('Open the decisions')
        : msg('Open the map')
  return { href: path.canvas(session.id, info.id), act }
}

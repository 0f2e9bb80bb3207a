import { msg } from '@lit/localize'
import type { KindId } from '../../../shared/kinds/kind.ts'
import { accept, type Result } from '../../../shared/result.ts'
import { api, type Problem } from '../../sync/api.ts'
import { keepRecoveryLink } from '../recovery-link.ts'

/** How a partnership can begin. */
export type Start = 'empty' | 'meeting' | 'mou' | 'charter' | 'letter-of-intent' | 'full' | 'sample'

/** What a person says when they start one. */
export type Wish = {
  name: string
  purpose: string
  brokerName: string
  brokerTitle: string
  host: string
  start: Start
}

/** Starts a partnership with titles in the person's language, keeps its recovery link until it was shown, answers its id. */
export async function createPartnership(wish: Wish): Promise<Result<string, Problem>> {
  const answer = await api.post<{ partnership: { id: string }; recoveryUrl: string }>('/api/partnerships', {
    ...wish,
    titles: {
      map: msg('Stakeholder map'),
      companion: msg('Stakeholder map: brokers’ notes'),
      agreement: msg('Agreement'),
      log: msg('Decision log'),
      board: msg('Notes'),
    },
    question: msg('Who affects what we want to do together, and who is affected by it?'),
  })
  if (!answer.ok) return answer
  const { id } = answer.value.partnership
  keepRecoveryLink(id, answer.value.recoveryUrl)
  return accept(id)
}

/** The first canvas of a kind in a partnership that was just made, or null when the server does not answer. */
export async function firstCanvas(partnership: string, kind: KindId): Promise<string | null> {
  type Listed = { documents: { id: string; kind: string; companionOf: string | null }[] }
  const answer = await api.get<Listed>(`/api/partnerships/${partnership}`)
  if (!answer.ok) return null
  return answer.value.documents.find(one => one.kind === kind && one.companionOf === null)?.id ?? null
}

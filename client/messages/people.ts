import { isBroker } from '../../shared/access/roles.ts'
import { getLocale } from '../i18n/localize.ts'
import { memberName } from '../ledger/views.ts'
import type { PartnershipSession } from '../room/types.ts'
import { api } from '../sync/api.ts'
import { type MessageLanguage, messageLanguage } from './catalogue.ts'

/** Somebody to whom a message goes, in their language and time zone; null while those are unknown. */
export type Addressee = { member: string; name: string; language: MessageLanguage | null; timeZone: string | null }

/** Who can answer for a party: its representatives, else whoever works with it. Never oneself. */
export function whoAnswersFor(session: PartnershipSession, party: string): string[] {
  const all = [...session.ledger.members.values()].filter(one => one.party === party && one.leftAt === null)
  const spoken = all.filter(one => one.role === 'representative')
  return (spoken.length > 0 ? spoken : all).map(one => one.id).filter(id => id !== session.me.member)
}

/** Everyone at the table but oneself, brokers last. */
export function everyoneElse(session: PartnershipSession): string[] {
  return [...session.ledger.members.values()]
    .filter(one => one.leftAt === null && one.id !== session.me.member)
    .sort((a, b) => Number(isBroker(a.role)) - Number(isBroker(b.role)))
    .map(one => one.id)
}

/** These members as addressees. Without a line their languages and zones stay unknown. */
export async function addressees(session: PartnershipSession, members: readonly string[]): Promise<Addressee[]> {
  type Known = { members: { id: string; language: string | null; timeZone: string | null }[] }
  const answer = members.length > 0 ? await api.get<Known>(`/api/partnerships/${session.id}`) : null
  const known = new Map(answer?.ok ? answer.value.members.map(one => [one.id, one]) : [])
  return members.map(member => ({
    member,
    name: memberName(session, member),
    language: messageLanguage(known.get(member)?.language),
    timeZone: known.get(member)?.timeZone ?? null,
  }))
}

/** The language and zone of this browser, for those whose own are unknown. */
export function ownVoice(): { language: MessageLanguage; timeZone: string } {
  return { language: messageLanguage(getLocale()) ?? 'en', timeZone: ownTimeZone() }
}

/** The time zone of this browser. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}

import { isBroker } from '../../shared/access/roles.ts'
import { api } from '../sync/api.ts'
import type { PartnershipSession } from './types.ts'

/** How others reach the server, as `GET /api/partnerships/:id/reach` answers a broker. */
export type Reach = {
  listening: 'loopback' | 'network'
  https: 'off' | 'self-signed' | 'files'
  publicUrl: string | null
  addresses: { url: string; kind: 'private' | 'public' | 'name' | 'link-local' | 'ipv6' | 'tunnel'; network: string }[]
}

/**
 * What phones make of the address that this page is open at: they can open it (`shared`), they need another of the
 * machine's addresses (`other`), the server hears nobody else yet (`closed`), or it has no network (`no-network`).
 */
export type PhoneWay = 'shared' | 'other' | 'closed' | 'no-network'

/** Asks the server; null for whoever is not a broker, or without a line. */
export async function loadReach(partnership: string): Promise<Reach | null> {
  const answer = await api.get<Reach>(`/api/partnerships/${partnership}/reach`)
  return answer.ok ? answer.value : null
}

/** How phones get here, seen from a page at `host`. */
export function phoneWay(reach: Reach | null, host: string): PhoneWay {
  if (!isLocal(host) || !reach || reach.publicUrl !== null) return 'shared'
  if (reach.listening === 'loopback') return 'closed'
  return reach.addresses.length > 0 ? 'other' : 'no-network'
}

/** A link as phones can open it: at `base` when one was chosen, else at the machine's likeliest address. */
export function linkForPhones(url: string, reach: Reach | null, host: string, base: string | null): string {
  if (phoneWay(reach, host) !== 'other') return url
  const origin = reach?.addresses.find(one => one.url === base)?.url ?? reach?.addresses[0]?.url
  const link = new URL(url)
  return `${origin}${link.pathname}${link.search}${link.hash}`
}

/**
 * A link of this server, or an address within it, as others can open it. `here` says that it opens on this machine alone:
 * then nobody can get here yet, or this member is not told by which address.
 */
export async function linkForOthers(
  session: PartnershipSession,
  link: string,
): Promise<{ link: string; here: boolean }> {
  const own = new URL(link, location.origin)
  if (!isLocal(own.hostname)) return { link: own.href, here: false }
  const reach = isBroker(session.me.role) ? await loadReach(session.id) : null
  const way = phoneWay(reach, own.hostname)
  if (way === 'shared' && reach?.publicUrl)
    return { link: new URL(own.pathname + own.search + own.hash, reach.publicUrl).href, here: false }
  return { link: linkForPhones(own.href, reach, own.hostname, null), here: way !== 'other' }
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(host)
}

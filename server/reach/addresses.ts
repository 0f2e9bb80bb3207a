import { BlockList, isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

/**
 * What kind of address this machine has: of a room's network (`private`), of the open internet (`public`), its name on
 * the local network (`name`), given by no router (`link-local`), IPv6, or of a tunnel or container that phones in a
 * room rarely reach.
 */
export type AddressKind = 'private' | 'public' | 'name' | 'link-local' | 'ipv6' | 'tunnel'

/** One address that others may reach this machine by. `host` is ready for a URL; `network` names the interface, or ''. */
export type Address = { host: string; kind: AddressKind; network: string }

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

const ORDER: readonly AddressKind[] = ['private', 'public', 'name', 'link-local', 'ipv6', 'tunnel']
const TUNNELS = /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|utun|tun|tap|wg|tailscale|zt|podman|cni|lxc|bridge)/i

const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(net, bits)
const LINK_LOCAL = new BlockList()
LINK_LOCAL.addSubnet('169.254.0.0', 16)
// Shared address space of carriers, which overlay networks use as well.
const SHARED = new BlockList()
SHARED.addSubnet('100.64.0.0', 10)

/** True when only this machine reaches what listens on `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * The addresses by which others may reach a server that listens on `host`, likeliest first: none on loopback, the one
 * on a given address, and all of the machine's on a wildcard. Addresses that need a zone (fe80::) are left out.
 */
export function addressesOf(host: string, interfaces: Interfaces, hostname: string): Address[] {
  if (isLoopback(host)) return []
  const all = Object.entries(interfaces).flatMap(([network, addresses]) =>
    (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => addressOf(address, network)),
  )
  const usable = all.filter(address => address !== null)
  if (host !== '0.0.0.0' && host !== '::') {
    const known = usable.find(one => one.host === inUrl(host))
    return [
      known ?? addressOf(host, '') ?? { host: inUrl(host), kind: isIP(host) === 0 ? 'name' : 'ipv6', network: '' },
    ]
  }
  const name = localName(hostname)
  const named: Address[] = name === null || usable.length === 0 ? [] : [{ host: name, kind: 'name', network: '' }]
  return [...usable.filter(({ host: one }) => host === '::' || !one.startsWith('[')), ...named].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind),
  )
}

/** The name that this machine has on its local network (`laptop.local`), or null when its host name cannot be one. */
export function localName(hostname: string): string | null {
  const first = hostname.toLowerCase().split('.')[0] ?? ''
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(first) && first !== 'localhost' ? `${first}.local` : null
}

function addressOf(address: string, network: string): Address | null {
  if (isIP(address) === 6) return /^fe[89ab]/i.test(address) ? null : { host: inUrl(address), kind: 'ipv6', network }
  if (isIP(address) !== 4) return null
  return { host: address, kind: kindOf(address, network), network }
}

function kindOf(address: string, network: string): AddressKind {
  if (TUNNELS.test(network) || SHARED.check(address)) return 'tunnel'
  if (LINK_LOCAL.check(address)) return 'link-local'
  return PRIVATE.check(address) ? 'private' : 'public'
}

function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host
}

import { BlockList, isIP } from 'node:net'

/** What a request's peer and headers say about where it came from. */
export type Approach = { address: string; https: boolean }

/** Answers whether an address is one of `ranges` (IP addresses and CIDR ranges). */
export function proxyList(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return address => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/**
 * Where a request came from: the peer, or, when the peer is a trusted proxy, the nearest address in X-Forwarded-For that
 * is not one. Headers of anybody else are not looked at. `encrypted` says whether the connection itself is TLS.
 */
export function approach(
  trusted: (address: string) => boolean,
  peer: string,
  headers: { forwardedFor: string | undefined; forwardedProto: string | undefined },
  encrypted = false,
): Approach {
  if (!trusted(peer)) return { address: peer, https: encrypted }
  const hops = (headers.forwardedFor ?? '')
    .split(',')
    .map(hop => hop.trim())
    .filter(hop => isIP(hop) !== 0)
  const address = hops.findLast(hop => !trusted(hop)) ?? hops[0] ?? peer
  // The nearest proxy appends its own word last.
  const scheme = headers.forwardedProto?.split(',').at(-1)?.trim()
  return { address, https: scheme === undefined ? encrypted : scheme === 'https' }
}

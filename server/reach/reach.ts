import { type Address, isLoopback } from './addresses.ts'

/** How this server speaks https by itself. */
export type HttpsMode = 'off' | 'self-signed' | 'files'

/**
 * Who can reach this server: only this machine (`loopback`) or its network, and by which addresses (with scheme and
 * port, likeliest first). Looked up when asked for, since a laptop changes networks.
 */
export type Reach = {
  listening: 'loopback' | 'network'
  https: HttpsMode
  addresses: (Pick<Address, 'kind' | 'network'> & { url: string })[]
}

/** What a server on `host` and `port` is reached by. */
export function reachOf(options: {
  host: string
  port: number
  https: HttpsMode
  addresses: readonly Address[]
}): Reach {
  const { host, port, https, addresses } = options
  const scheme = https === 'off' ? 'http' : 'https'
  return {
    listening: isLoopback(host) ? 'loopback' : 'network',
    https,
    // The WHATWG parser leaves a scheme's usual port out, as browsers do.
    addresses: addresses.map(({ host: name, kind, network }) => ({
      url: new URL(`${scheme}://${name}:${port}`).origin,
      kind,
      network,
    })),
  }
}

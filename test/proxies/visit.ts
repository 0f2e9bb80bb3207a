import { request } from 'node:https'

/** Someone who comes from `from` (an address of this machine) to a name that leads to the proxy on `port`. */
export type Visit = { name: string; port: number; ca: string; from: string }

/** What came back. */
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }

/** Asks through the proxy, over TLS that is checked. */
export function ask(
  visit: Visit,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: visit.port,
        path,
        method,
        ca: visit.ca,
        servername: visit.name,
        localAddress: visit.from,
        headers: {
          host: visit.name,
          ...(typeof body === 'string' && { 'content-type': 'application/json', origin: `https://${visit.name}` }),
          ...headers,
        },
      },
      answer => {
        const chunks: Buffer[] = []
        answer.on('data', chunk => chunks.push(chunk))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Options of a socket that goes through the proxy as a browser of this site would. */
export function socketOptions({ ca, name, from }: Visit, cookie: string): object {
  return { ca, servername: name, localAddress: from, headers: { host: name, cookie, origin: `https://${name}` } }
}

/** What a browser would send back of the cookies in an answer. */
export function cookieOf(answer: Answer): string {
  return ((answer.headers['set-cookie'] ?? []) as string[]).map(line => line.split(';')[0]).join('; ')
}

import { accept, type Result, refuse } from '../../shared/result.ts'

/**
 * Why a request was not answered with success: RFC 9457 as the server sends it. `code` is stable and worded by
 * `client/ledger/refusal-words.ts`; `offline` (status 0) is the client's own: there was no answer at all.
 */
export type Problem = {
  status: number
  code: string
  title?: string
  detail?: string
  field?: string
  subject?: string
  errors?: { field: string; message: string }[]
  /** Seconds to wait, where the server said so. */
  retryAfter?: number
}

/** JSON over same-origin HTTP. Never throws for a failure of the network; every refusal is a value. */
export type Api = {
  get<T>(path: string): Promise<Result<T, Problem>>
  post<T>(path: string, body?: unknown): Promise<Result<T, Problem>>
  put<T>(path: string, body: unknown): Promise<Result<T, Problem>>
  delete<T>(path: string, body?: unknown): Promise<Result<T, Problem>>
}

/** How long an answer may take before nobody is taken to be there, in milliseconds: a line can be up and dead. */
const ANSWER_WITHIN = 10_000
/** The same for something that is sent, and for each further 8 kB of it: the thinnest lines carry about that much a second. */
const TAKEN_WITHIN = 20_000
const PART = 8_192

type Fetch = (input: string, init: RequestInit) => Promise<Response>

/**
 * An `Api` over this `fetch`. When the session has gone idle but the server still knows this device, it comes back by
 * itself (`POST /api/return`) and asks once more.
 */
export function createApi(fetch: Fetch): Api {
  let returning: Promise<boolean> | null = null

  async function ask<T>(method: string, path: string, body?: unknown): Promise<Result<T, Problem>> {
    const first = await once<T>(fetch, method, path, body)
    if (first.ok || first.refusal.code !== 'session-idle') return first
    returning ??= once<null>(fetch, 'POST', '/api/return', {})
      .then(answer => answer.ok)
      .finally(() => {
        returning = null
      })
    return (await returning) ? once<T>(fetch, method, path, body) : first
  }

  return {
    get: path => ask('GET', path),
    post: (path, body) => ask('POST', path, body ?? {}),
    put: (path, body) => ask('PUT', path, body),
    delete: (path, body) => ask('DELETE', path, body),
  }
}

/** The product's own API, on the page's origin. */
export const api: Api = createApi((input, init) => globalThis.fetch(input, init))

async function once<T>(fetch: Fetch, method: string, path: string, body: unknown): Promise<Result<T, Problem>> {
  let response: Response
  let answer: unknown
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const patience = sent === undefined ? ANSWER_WITHIN : TAKEN_WITHIN + Math.floor(sent.length / PART) * 1_000
  try {
    response = await fetch(path, {
      signal: AbortSignal.timeout(patience),
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(sent === undefined ? {} : { body: sent }),
    })
    answer = parse(await response.text())
  } catch {
    // `fetch` rejects for one reason only that matters here: nobody answered in time, or the answer broke off.
    return refuse({ status: 0, code: 'offline' })
  }
  if (response.ok) return accept((answer ?? null) as T)
  return refuse(problemOf(response, answer))
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    // Not JSON: something between us and the server answered; the status says what to make of it.
    return null
  }
}

function problemOf(response: Response, answer: unknown): Problem {
  const { status } = response
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retry = Number.isFinite(wait) ? { retryAfter: wait } : {}
  if (typeof answer === 'object' && answer !== null && 'code' in answer && typeof answer.code === 'string') {
    return { ...(answer as Omit<Problem, 'status'>), ...retry, status }
  }
  // A gateway in between speaks for a server that did not answer.
  return { status, code: status >= 502 && status <= 504 ? 'offline' : 'internal', ...retry }
}

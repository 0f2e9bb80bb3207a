import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Problem } from './api.ts'

/**
 * Sends a file as it is and answers what the server makes of it. `sent` hears how much of it has left, from 0 to 1; the
 * signal ends it. (Not `fetch`, which tells nothing of an upload on its way.)
 */
export function upload<T>(
  path: string,
  file: Blob,
  options: { headers?: Record<string, string>; sent?: (share: number) => void; signal?: AbortSignal } = {},
): Promise<Result<T, Problem>> {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    const offline = () => resolve(refuse({ status: 0, code: 'offline' }))
    request.open('POST', path)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) options.sent?.(event.loaded / event.total)
    })
    request.addEventListener('error', offline)
    request.addEventListener('abort', offline)
    request.addEventListener('load', () => resolve(answerOf<T>(request.status, request.responseText)))
    options.signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function answerOf<T>(status: number, text: string): Result<T, Problem> {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // Not JSON: something between us and the server answered; the status says what to make of it.
  }
  if (status >= 200 && status < 300) return accept(body as T)
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
    return refuse({ ...(body as Omit<Problem, 'status'>), status })
  }
  return refuse({
    status,
    code: status >= 502 && status <= 504 ? 'offline' : status === 413 ? 'too-large' : 'internal',
  })
}

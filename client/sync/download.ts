import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Problem } from './api.ts'

/** Fetches a file while telling how much of it has come. Every refusal is a value; an abort reads as offline. */
export async function download(
  path: string,
  options: { came?: (bytes: number, of: number | null) => void; signal?: AbortSignal } = {},
): Promise<Result<Blob, Problem>> {
  try {
    const response = await fetch(path, {
      credentials: 'same-origin',
      ...(options.signal ? { signal: options.signal } : {}),
    })
    if (!response.ok || !response.body) return refuse(await problemOf(response))
    const length = Number(response.headers.get('content-length') ?? Number.NaN)
    const parts: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value)
      bytes += value.length
      options.came?.(bytes, Number.isFinite(length) ? length : null)
    }
    return accept(new Blob(parts, { type: response.headers.get('content-type') ?? '' }))
  } catch {
    // `fetch` and the stream reject for one reason that matters here: nobody answered, or the answer broke off.
    return refuse({ status: 0, code: 'offline' })
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const { status } = response
  const code = response.headers.get('trestle-problem')
  return { status, code: code ?? (status >= 502 && status <= 504 ? 'offline' : 'internal') }
}

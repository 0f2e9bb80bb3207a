import { type Incoming, type IncomingRefusal, MOST_FILE_BYTES } from '../../shared/paper/incoming.ts'
import { refuse, type Result } from '../../shared/result.ts'
import address from './read-worker.ts?worker&url'

/** How long a file may take to be read, in milliseconds. What is let in to be parsed takes a fraction of it. */
const PATIENCE = 15_000

/** Reads a chosen file in a worker of its own, which is ended when it takes too long. The file's bytes never leave this device. */
export async function openFile(file: File, patience = PATIENCE): Promise<Result<Incoming, IncomingRefusal>> {
  if (file.size > MOST_FILE_BYTES) return refuse('too-large')
  const bytes = await file.arrayBuffer()
  const worker = startWorker()
  return new Promise(resolve => {
    const end = (result: Result<Incoming, IncomingRefusal>) => {
      clearTimeout(timer)
      worker.terminate()
      resolve(result)
    }
    const timer = setTimeout(() => end(refuse('took-too-long')), patience)
    worker.onmessage = event => end(event.data as Result<Incoming, IncomingRefusal>)
    worker.onerror = () => end(refuse('broken'))
    worker.postMessage(bytes, [bytes])
  })
}

type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL(asked: string): string }): ScriptUrls
}
type ScriptUrls = { createScriptURL(asked: string): string }

let policy: ScriptUrls | null = null

/** Trusted Types let no plain string name a script: this policy admits the one address there is. */
function startWorker(): Worker {
  policy ??=
    (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('trestle-reader', {
      createScriptURL(asked) {
        if (asked !== address) throw new TypeError(`${asked} is not our reader`)
        return asked
      },
    }) ?? null
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' })
}

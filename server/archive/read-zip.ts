import { unzipSync } from 'fflate'
import { accept, type Result, refuse } from '../../shared/result.ts'
import type { Files } from '../../shared/verify/read-export.ts'
import { IMPORT_LIMITS } from './limits.ts'

/** Why a zip is not opened, with the limit or the fault in words for a log. */
export type ZipRefusal = { code: 'export-unreadable' | 'export-too-big'; detail: string }

class Stop extends Error {
  readonly refusal: ZipRefusal

  constructor(refusal: ZipRefusal) {
    super(refusal.detail)
    this.refusal = refusal
  }
}

/**
 * The files of a zip by path, within the limits: nothing is inflated before the sizes that the zip states have been added
 * up, and nothing grows beyond what it stated. Paths that lead out of a folder, come twice or are no plain text are refused.
 */
export function readZip(zip: Uint8Array): Result<Files, ZipRefusal> {
  return walk(zip, true)
}

/** What of a zip's directory is beyond the limits or no directory at all, without opening anything: quick enough for any thread. */
export function zipRefusal(zip: Uint8Array): ZipRefusal | null {
  const walked = walk(zip, false)
  return walked.ok ? null : walked.refusal
}

function walk(zip: Uint8Array, open: boolean): Result<Files, ZipRefusal> {
  const limits = IMPORT_LIMITS
  if (zip.length > limits.zip) return refuse(big(`larger than ${limits.zip} bytes`))
  const most = Math.min(limits.inflated, limits.inflatedFloor + zip.length * limits.ratio)
  const seen = new Set<string>()
  let inflated = 0
  try {
    const files = unzipSync(zip, {
      filter({ name, originalSize, size }) {
        if (seen.size >= limits.files) throw new Stop(big(`more than ${limits.files} files`))
        if (!isPlainPath(name)) throw new Stop(bad('a path in it leads somewhere else'))
        if (seen.has(name)) throw new Stop(bad('a file is in it twice'))
        seen.add(name)
        inflated += originalSize
        // Stored bytes count too: many directory entries can point at the same ones.
        if (inflated > most || size > zip.length) throw new Stop(big(`more than ${most} bytes when opened`))
        return open && !name.endsWith('/')
      },
    })
    return accept(files)
  } catch (error) {
    if (error instanceof Stop) return refuse(error.refusal)
    // fflate throws on everything that is no zip, or no whole one.
    return refuse(bad('it is not a whole zip file'))
  }
}

function isPlainPath(name: string): boolean {
  return (
    name.length <= 300 &&
    !/[\\\p{Cc}]/u.test(name) &&
    !name.startsWith('/') &&
    !/^[a-z]:/i.test(name) &&
    !name.split('/').includes('..') &&
    name !== '__proto__'
  )
}

function big(detail: string): ZipRefusal {
  return { code: 'export-too-big', detail }
}

function bad(detail: string): ZipRefusal {
  return { code: 'export-unreadable', detail }
}

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPackages, onPath } from './debian.ts'

/**
 * Path of a LibreOffice to test Word files with: `SOFFICE_PATH` or the system's; as root on Debian it installs one if there
 * is none. Throws with what to do when that does not work: a test that needs it must not pass without.
 */
export async function findOrInstallLibreOffice(): Promise<string> {
  const found = findLibreOffice()
  if (found) return found
  console.log('No LibreOffice found: installing its word processor for the tests. This can take two minutes.')
  await installPackages('libreoffice-writer', 'poppler-utils')
  const installed = findLibreOffice()
  if (installed) return installed
  throw new Error(
    'No LibreOffice could be installed. Install one (on Debian: apt-get install libreoffice-writer) or set SOFFICE_PATH to it.',
  )
}

/** Converts files in `folder` to `format` beside them, with a profile of its own that is gone afterwards. */
export async function convert(soffice: string, folder: string, format: string, ...files: string[]): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'trestle-office-'))
  const args = [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', format, ...files]
  try {
    const code = await new Promise((resolve, reject) => {
      const child = spawn(soffice, args, { cwd: folder, stdio: 'ignore', timeout: 120_000 })
      child.on('error', reject)
      child.on('close', resolve)
    })
    if (code !== 0) throw new Error(`LibreOffice ended with ${code} for ${files.join(', ')}`)
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
}

function findLibreOffice(): string | null {
  return process.env.SOFFICE_PATH ?? onPath('soffice') ?? onPath('libreoffice')
}

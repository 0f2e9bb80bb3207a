import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, type ServerName, startServer } from './servers.ts'

/** Runs `task` with a folder that is gone afterwards. */
export async function withFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trestle-bench-'))
  try {
    return await task(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs `task` with a fresh server. Trestle always keeps what comes in; the others only when `kept`. */
export function withServer<T>(name: ServerName, kept: boolean, task: (server: Running) => Promise<T>): Promise<T> {
  return withFolder(async folder => {
    const server = await startServer(name, kept || name === 'trestle' ? { folder } : {})
    try {
      return await task(server)
    } finally {
      await server.stop()
    }
  })
}

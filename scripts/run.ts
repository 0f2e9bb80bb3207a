import { spawn } from 'node:child_process'

/** How a finished command ended. */
export type Ended = { code: number; seconds: number }

/** Runs a command with the terminal attached and answers how it ended; never throws for a non-zero exit. */
export function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const started = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
    child.on('error', reject)
    child.on('close', code => resolve({ code: code ?? 1, seconds: (Date.now() - started) / 1000 }))
  })
}

/** Path of a tool installed by npm. */
export function tool(name: string): string {
  return `node_modules/.bin/${name}`
}

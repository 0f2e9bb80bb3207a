import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Trestle server of its own process on a free port with its own data folder, as a person would run it. */
export class TestServer {
  readonly port: number
  readonly url: string
  readonly data: string
  readonly #root: string
  #process: ChildProcess | null = null
  #output = ''

  private constructor(port: number, data: string, root: string) {
    this.#root = root
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    this.data = data
  }

  /** Starts the program that lies in `root`, with a data folder of its own unless one is given. */
  static async start(root = process.cwd(), data?: string): Promise<TestServer> {
    const server = new TestServer(await freePort(), data ?? mkdtempSync(join(tmpdir(), 'trestle-e2e-')), root)
    await server.run()
    return server
  }

  /** Starts the process and waits until it is ready. Throws with its output when it ends before. */
  async run(variables: Record<string, string> = {}): Promise<void> {
    const own = { PORT: String(this.port), HOST: '127.0.0.1', TRESTLE_DATA: this.data }
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: this.#root,
      env: { TRESTLE_LOG: 'warn', ...process.env, ...own, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    child.stdout?.on('data', chunk => (this.#output += chunk))
    child.stderr?.on('data', chunk => (this.#output += chunk))
    const deadline = Date.now() + 20_000
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.#output}`)
      const ready = await fetch(`${this.url}/readyz`).then(
        answer => answer.ok,
        () => false,
      )
      if (ready) return
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    throw new Error(`The server was not ready in 20 s:\n${this.#output}`)
  }

  /** Ends the process at once, as a power switch would, and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Asks the process to end in order. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Lets the process stand still, with its lines open, as an overloaded machine would; `goOn` ends it. */
  standStill(): void {
    this.#process?.kill('SIGSTOP')
  }

  goOn(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Stops and removes the data. */
  async dispose(): Promise<void> {
    await this.#end('SIGKILL')
    rmSync(this.data, { recursive: true, force: true })
  }

  /** The process that runs now. */
  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('The server does not run.')
    return this.#process.pid
  }

  /** Everything the server has printed. */
  get output(): string {
    return this.#output
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.kill(signal)
    await gone
    this.#process = null
  }
}

/** A TCP port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

import { parseArgs } from 'node:util'
import { accept, type Result, refuse } from '../shared/result.ts'

/** What the command line asks for: help, a loud welcome for a room (`lan`), and variables that stand above the environment's. */
export type Flags = { help: boolean; lan: boolean; env: Record<string, string> }

/** What `--help` prints. */
export const HELP = `Usage: npm start -- [options]

  --lan                   open Trestle to everyone on this network; prints the addresses that phones can use
  --https                 serve https with a certificate made for this machine (phones warn once, then go on)
  --cert FILE --key FILE  serve https with a certificate of your own (PEM)
  --port NUMBER           listen on this port instead of 4000
  --help                  show this

Everything else is set by variables: docs/variables.md. A way to a room in ten minutes: docs/operate.md.`

/** Reads the command line. Refuses with one sentence that says what was wrong and where to look. */
export function readFlags(args: readonly string[]): Result<Flags, string> {
  let values: { help?: boolean; lan?: boolean; https?: boolean; cert?: string; key?: string; port?: string }
  try {
    ;({ values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        lan: { type: 'boolean' },
        https: { type: 'boolean' },
        cert: { type: 'string' },
        key: { type: 'string' },
        port: { type: 'string' },
      },
    }))
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0]?.replace(/\.$/, '') : String(error)
    return refuse(`${what}. "npm start -- --help" lists what there is.`)
  }
  const { help = false, lan = false, https = false, cert, key, port } = values
  if ((cert === undefined) !== (key === undefined)) {
    return refuse(`--cert and --key belong together: ${cert === undefined ? '--cert' : '--key'} is missing.`)
  }
  return accept({
    help,
    lan,
    env: {
      ...(lan && { HOST: '0.0.0.0' }),
      ...(https && cert === undefined && { TRESTLE_HTTPS: 'self-signed' }),
      ...(cert !== undefined && { TRESTLE_TLS_CERT: cert }),
      ...(key !== undefined && { TRESTLE_TLS_KEY: key }),
      ...(port !== undefined && { PORT: port }),
    },
  })
}

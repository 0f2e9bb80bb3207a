import { existsSync } from 'node:fs'

/** The Node version that the server needs: it runs TypeScript and SQLite without anything else installed. */
const NEEDED_NODE = 24

/** Ends with what to do when this is an older Node; `npm` puts the installed one first, a bare `node` does not. */
export function demandNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return
  const installed = existsSync('node_modules/node/bin/node')
  console.error(`Trestle needs Node ${NEEDED_NODE} or later, and this is ${process.version} (${process.execPath}).`)
  console.error(
    installed
      ? 'Start it through npm ("npm start", "npm run dev"), which uses the Node that was installed with it.'
      : 'Run "npm ci" with npm 11 (not with --ignore-scripts): it installs Node 24 from the "node" package. Or install Node 24 yourself.',
  )
  process.exit(1)
}

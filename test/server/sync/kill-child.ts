import * as Y from 'yjs'
import { systemClock } from '../../../server/adapters/system-clock.ts'
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts'
import { MESSAGE_MARK } from '../../../shared/protocol.ts'
import { Directory } from '../../../server/sync/directory.ts'
import { decodeFrame, step2Frame, updateFrame } from '../../../server/sync/frame.ts'
import { createWriter } from '../../../server/sync/varint.ts'
import { BOARD, ROOTS, seat, silent } from './helpers.ts'

// Run by kill.test.ts: types into a canvas as fast as it can and says on stdout what it was told is saved and what it was shown.
const [folder, round] = process.argv.slice(2) as [string, string]
const store = await openSqliteStore(folder)
const ledger = { project: async () => new Y.Doc(), onProjected: () => () => {} }
const documents = { document: async () => BOARD }
const directory = new Directory({
  log: store,
  documents,
  clock: systemClock,
  logger: silent,
  rootsOf: () => ROOTS,
  limits: 'off',
  ledger,
})

const watcher = new Y.Doc()
const shown = await directory.join(BOARD, seat('watcher'), {
  canWrite: false,
  ext: false,
  wire: {
    buffered: 0,
    close: code => process.stdout.write(`closed ${code}\n`),
    send: frame => {
      const message = decodeFrame(frame, false)
      if (message?.type !== 'update' && message?.type !== 'step2') return
      Y.applyUpdate(watcher, message.update)
      for (const key of watcher.getMap('cards').keys())
        if (key.startsWith(`${round}-`)) process.stdout.write(`shown ${key}\n`)
      watcher.getMap('cards').clear()
    },
  },
})
shown.receive(new Uint8Array([0, 0, 1, 0]))

const writer = new Y.Doc()
writer.clientID = 10_000 + Number(round)
const session = await directory.join(BOARD, seat('writer'), {
  canWrite: true,
  ext: true,
  wire: {
    buffered: 0,
    close: code => process.stdout.write(`closed ${code}\n`),
    send: frame => {
      if (frame[0] === 101) process.stdout.write(`saved ${round}-${decodeMark(frame)}\n`)
    },
  },
})
session.receive(step2Frame(new Uint8Array([0, 0])))
writer.on('update', (update: Uint8Array) => session.receive(updateFrame(update)))

function decodeMark(frame: Uint8Array): number {
  let value = 0
  for (let at = frame.length - 1; at > 0; at--) value = value * 128 + (frame[at]! & 127)
  return value
}

process.stdout.write('ready\n')
for (let n = 1; ; n++) {
  writer.getMap('cards').set(`${round}-${n}`, n)
  session.receive(createWriter(8).uint(MESSAGE_MARK).uint(n).done())
  await new Promise(resolve => (n % 8 === 0 ? setTimeout(resolve, 1) : setImmediate(resolve)))
}

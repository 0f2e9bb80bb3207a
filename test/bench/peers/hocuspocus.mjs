// Hocuspocus as its documentation starts it. FLUSH_DELAY: milliseconds between flushes; DATA_DIR: keeps documents in SQLite.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Server } from '@hocuspocus/server'
import * as Y from 'yjs'

const { HOST, PORT, FLUSH_DELAY, DATA_DIR } = process.env

/** The same shape as Hocuspocus' own database extensions: one row a document, its whole state. */
function keep(folder) {
  mkdirSync(folder, { recursive: true })
  const database = new DatabaseSync(join(folder, 'documents.db'))
  database.exec('CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB)')
  const read = database.prepare('SELECT data FROM documents WHERE name = ?')
  const write = database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?)')
  return {
    onLoadDocument: async ({ documentName, document }) => {
      const row = read.get(documentName)
      if (row) Y.applyUpdate(document, row.data)
    },
    onStoreDocument: async ({ documentName, document }) => {
      write.run(documentName, Y.encodeStateAsUpdate(document))
    },
  }
}

const server = new Server({
  address: HOST,
  port: Number(PORT),
  quiet: true,
  ...(FLUSH_DELAY ? { flushDelay: Number(FLUSH_DELAY) } : {}),
  ...(DATA_DIR ? keep(DATA_DIR) : {}),
})
await server.listen()

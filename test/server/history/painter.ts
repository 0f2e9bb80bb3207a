import { expect } from 'vitest'
import * as Y from 'yjs'
import type { Visitor } from '../http/table.ts'

/** Somebody who edits one canvas over HTTP, each call one update; knows what the server has before each. */
export class Painter {
  readonly doc = new Y.Doc()
  readonly visitor: Visitor
  readonly canvas: string

  constructor(visitor: Visitor, canvas: string, id: number) {
    this.visitor = visitor
    this.canvas = canvas
    this.doc.clientID = id
  }

  /** Takes in what the server has. */
  async catchUp(): Promise<void> {
    const { sync } = this.visitor.table.services
    Y.applyUpdate(this.doc, await sync.read(this.canvas, doc => Y.encodeStateAsUpdate(doc)))
  }

  /** Edits, and sends it. */
  async paint<T>(change: (doc: Y.Doc) => T): Promise<T> {
    await this.catchUp()
    const before = Y.encodeStateVector(this.doc)
    const answer = this.doc.transact(() => change(this.doc))
    const update = Y.encodeStateAsUpdate(this.doc, before)
    const sent = await this.visitor.post(`/api/documents/${this.canvas}/updates`, update, {
      'content-type': 'application/octet-stream',
    })
    expect([sent.status, sent.body]).toEqual([204, ''])
    return answer
  }
}

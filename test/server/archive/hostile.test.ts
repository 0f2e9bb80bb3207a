import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { readImport } from '../../../server/archive/read-import.ts'
import { canonicalJson } from '../../../shared/canonical.ts'
import { textHash, utf8ToBytes } from '../../../shared/hash.ts'
import { board } from '../../../shared/kinds/board/kind.ts'
import { cardsOf } from '../../../shared/kinds/board/model.ts'
import { leafHash } from '../../../shared/ledger/chain.ts'
import type { Entry } from '../../../shared/ledger/facts.ts'
import { treeRoot } from '../../../shared/ledger/tree.ts'
import type { Manifest } from '../../../shared/verify/layout.ts'
import type { Files } from '../../../shared/verify/read-export.ts'
import { openTable, Visitor } from '../http/table.ts'
import { content, forge, type Forged } from '../sync/forge.ts'
import { resealed } from '../../verify/sample-export.ts'
import { brought, opened, packed, sampleTable, shown, taken } from './exports.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** Most time that this process may spend on saying no, in milliseconds: its own, whatever else the machine does. */
const MOST = 2_000
const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
const wish = { brokerName: 'Ines', companionTitle: 'Half', closedReason: 'Late', now: Date.UTC(2027, 5, 2) }

let honest: Uint8Array
let files: Files
beforeAll(async () => {
  const { table, broker, id } = await sampleTable('charter')
  honest = await taken(table, broker, id)
  files = opened(honest)
})

/** What the reader says of a zip, and that it said so in time. */
function said(zip: Uint8Array): string {
  const started = spent()
  const read = readImport(zip, wish)
  expect(spent() - started).toBeLessThan(MOST)
  return read.ok ? 'taken' : `${read.refusal.code}${read.refusal.subject ? ` ${read.refusal.subject}` : ''}`
}

const manifestOf = (of: Files): Manifest => JSON.parse(new TextDecoder().decode(of['trestle.json']))

/** The export with the board's state replaced, its text, hashes and digest made to fit, as somebody with this source could. */
function withBoard(state: Uint8Array): Files {
  const at = manifestOf(files).documents.find(one => one.kind === 'board')!
  const doc = new Y.Doc()
  try {
    Y.applyUpdate(doc, state)
  } catch {
    // What Yjs itself throws on is sent all the same.
  }
  const text = board.canonical(doc).toWellFormed().normalize('NFC')
  return resealed({ ...files, [at.state]: state, [at.text]: utf8ToBytes(text) }, manifest => {
    manifest.documents.find(one => one.id === at.id)!.hash = textHash(text)
  })
}

/** The export with other entries in the partnership's stream, chained anew to the end. */
function withEntries(change: (entries: Entry[]) => Entry[]): Files {
  const path = 'ledger/partnership.jsonl'
  const entries = change(
    new TextDecoder()
      .decode(files[path])
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Entry),
  )
  let prev: string | null = null
  const chained = entries.map((entry, at) => {
    const next = { ...entry, seq: at + 1, prev }
    prev = leafHash(next)
    return next
  })
  const lines = chained.map(entry => `${canonicalJson(entry as never)}\n`).join('')
  return resealed({ ...files, [path]: utf8ToBytes(lines) }, manifest => {
    const stream = manifest.streams.find(one => one.boundary === 'partnership')!
    stream.head = { seq: chained.length, leaf: prev! }
    stream.root = treeRoot(chained.map(leafHash))
  })
}

test('[IMP-20] the honest export that all of these are made from is taken', () => {
  expect(said(honest)).toBe('taken')
})

describe('zips', () => {
  test('[IMP-21] what is no zip, half a zip, an empty one, or somebody else’s zip is refused, each by its name', () => {
    expect(said(new Uint8Array())).toBe('export-unreadable')
    expect(said(new Uint8Array(1000).fill(7))).toBe('export-unreadable')
    expect(said(honest.slice(0, honest.length / 2))).toBe('export-unreadable')
    expect(said(zipSync({}))).toBe('export-foreign')
    expect(said(zipSync({ 'word/document.xml': utf8ToBytes('<w/>') }))).toBe('export-foreign')
    for (let at = 0; at < honest.length; at += Math.ceil(honest.length / 40)) {
      expect(said(honest.with(at, honest[at]! ^ 0xff))).not.toBe('')
    }
  })

  test('[IMP-22] a zip that opens into far more than it is, or states that it does, is refused before it is opened', () => {
    const bomb = zipSync({ 'trestle.json': new Uint8Array(64 * 2 ** 20) }, { level: 6 })
    const nested = zipSync({ 'trestle.json': files['trestle.json']!, 'a.zip': bomb })
    const many = zipSync(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, new Uint8Array(2 ** 20)])))

    expect(said(bomb)).toBe('export-too-big')
    expect(said(nested)).toMatch(/^export-/)
    expect(said(many)).toBe('export-too-big')
    expect(said(lying(honest, 2 ** 31))).toBe('export-too-big')
    expect(said(lying(honest, 10))).toMatch(/^export-(unreadable|tampered)/)
  })

  test('[IMP-23] a million entries, entries over one another, and one file twice are refused', () => {
    expect(said(overlapping(1_000_000))).toMatch(/^export-(too-big|unreadable)/)
    expect(said(overlapping(1_900))).toMatch(/^export-(too-big|unreadable)/)
    const twice = zipSync({ 'a.txt': new Uint8Array(9), 'b.txt': new Uint8Array(9) })
    for (let at = 0; at < twice.length - 4; at += 1) if (twice[at] === 98 && twice[at + 1] === 46) twice[at] = 97
    expect(said(twice)).toBe('export-unreadable')
  })

  test('[IMP-24] paths that lead out of the zip are refused', () => {
    for (const path of [
      '../../etc/passwd',
      '/etc/passwd',
      'a/../../b',
      'C:\\x',
      'a\\b',
      `a${String.fromCharCode(0)}b`,
    ]) {
      expect(said(zipSync({ ...(files as Record<string, Uint8Array>), [path]: new Uint8Array(3) }))).toBe(
        'export-unreadable',
      )
    }
    expect(said(packed({ ...files, 'readable/more.txt': new Uint8Array(3) }))).toBe('export-tampered file-changed')
  })
})

describe('what is in it', () => {
  test('[IMP-25] JSON that is deep, not canonical or reaches into a prototype is refused', () => {
    const deep = utf8ToBytes('['.repeat(500_000) + ']'.repeat(500_000))
    const proto = utf8ToBytes('{"__proto__":{"format":1},"format":1}')
    expect(said(packed({ ...files, 'trestle.json': deep }))).toBe('export-tampered manifest')
    expect(said(packed({ ...files, 'trestle.json': proto }))).toBe('export-tampered manifest')
    expect(said(packed({ ...files, 'texts/partnership.json': deep }))).toMatch(/^export-tampered/)
    expect(said(packed(resealed({ ...files, 'texts/partnership.json': deep })))).toMatch(/^export-tampered/)
    expect(said(packed(resealed({ ...files, 'ledger/partnership.jsonl': deep })))).toMatch(/^export-tampered/)
    expect(({} as { format?: number }).format).toBeUndefined()
  })

  test('[IMP-26] a whole chain of facts that are none of ours is refused: wrong shapes, wrong times, strangers, newer facts', () => {
    const last = (entries: Entry[], fact: object, more: object = {}) => [
      ...entries,
      { ...entries.at(-1)!, command: 'z', index: 0, fact, ...more } as Entry,
    ]
    const stranger = 'a'.repeat(20)
    const cases: [object, object?][] = [
      [{ type: 'member.left', member: stranger, how: 'left' }],
      [{ type: 'document.archived', document: 'x' }],
      [{ type: 'invite.used', invite: stranger, member: stranger }],
      [{ type: 'document.archived', document: stranger, extra: 1 }],
      [{ type: 'invite.revoked', invite: stranger }, { at: 9_000_000_000_000_000 }],
      [{ type: 'invite.revoked', invite: stranger }, { at: wish.now + 10 * 86_400_000 }],
      [{ type: 'invite.revoked', invite: stranger }, { role: 'emperor' }],
      [{ type: 'invite.revoked', invite: stranger }, { actor: stranger }],
      [
        {
          type: 'rating.given',
          document: stranger,
          stakeholder: stranger,
          question: stranger,
          party: stranger,
          values: { power: 1000 },
          note: null,
        },
      ],
      [{ type: 'proposal.opened', proposal: stranger }],
    ]
    for (const [fact, more] of cases) {
      expect(said(packed(withEntries(entries => last(entries, fact, more))))).toBe('export-tampered makes-no-sense')
    }
    expect(said(packed(withEntries(entries => last(entries, { type: 'crown.given', to: stranger }))))).toBe(
      'export-newer fact',
    )
    expect(said(packed(withEntries(entries => entries)))).toBe('taken')
  })

  test('[IMP-27] too many entries of any kind are refused before they are read', () => {
    const flood = (many: number, fact: object) =>
      packed(
        withEntries(entries => [
          ...entries,
          ...Array.from({ length: many }, (_, at) => ({ ...entries.at(-1)!, command: `z${at}`, fact }) as Entry),
        ]),
      )
    expect(
      said(flood(2_500, { type: 'member.joined', member: 'a'.repeat(20), role: 'observer', party: null, name: 'x' })),
    ).toBe('export-too-big')
    const lines = utf8ToBytes('{}\n'.repeat(1_000_000))
    expect(said(packed({ ...files, 'ledger/partnership.jsonl': lines }))).toBe('export-too-big')
  })

  test('[IMP-28] a changed word, entry, canvas or file is refused with the verifier’s own reason', () => {
    const line = (path: string, from: string, to: string) =>
      utf8ToBytes(new TextDecoder().decode(files[path]).replace(from, to))
    const ledger = 'ledger/partnership.jsonl'
    expect(said(packed({ ...files, [ledger]: line(ledger, '"role":"broker"', '"role":"observer"') }))).toMatch(
      /^export-tampered (prev-differs|head-differs)/,
    )
    expect(said(packed({ ...files, 'texts/partnership.json': line('texts/partnership.json', 'Delta', 'Gamma') }))).toBe(
      'export-tampered words',
    )
    const { [manifestOf(files).documents[0]!.state]: _, ...rest } = files
    expect(said(packed(rest))).toBe('export-tampered state-unreadable')
    expect(said(packed({ ...files, 'README.txt': utf8ToBytes('Hello') }))).toBe('export-tampered file-changed')
  })
})

describe('canvases', () => {
  const cards = (...structs: Forged[]) => forge([{ client: 5001, clock: 0, structs }])

  test('[IMP-29] a canvas with hostile structs is refused, or comes in without them', () => {
    const forged: Record<string, Uint8Array> = {
      'a gap before it': forge([
        { client: 5001, clock: 2 ** 40, structs: [{ parent: 'cards', sub: 'x', ...content.any(content.number(1)) }] },
      ]),
      'a parent that is missing': cards({ parent: [9_999, 4], sub: 'x', ...content.any(content.number(1)) }),
      'an origin that is missing': cards({ origin: [9_999, 4], ...content.string('x') }),
      'a sub-document': cards({ parent: 'cards', sub: 'x', ...content.subdocument() }),
      'a prototype': cards({ parent: 'cards', sub: '__proto__', ...content.map() }),
      'another root': cards({ parent: 'secrets', sub: 'x', ...content.any(content.number(1)) }),
      'a list for a map': cards({ parent: 'cards', ...content.any(content.number(1)) }),
      'a client twice': forge([
        { client: 5001, clock: 0, structs: [{ parent: 'cards', sub: 'x', ...content.any(content.number(1)) }] },
        { client: 5001, clock: 1, structs: [{ parent: 'cards', sub: 'y', ...content.any(content.number(2)) }] },
      ]),
      'deletes of what is not there': forge([], [{ client: 77, ranges: [[5, 10]] }]),
      'no update': new Uint8Array([1, 2, 3]),
      'a V2 update': Y.encodeStateAsUpdateV2(board_(['a note'])),
      'types in each other': nestedMaps(400),
    }
    for (const [name, state] of Object.entries(forged)) {
      const started = spent()
      const read = readImport(packed(withBoard(state)), wish)
      expect(spent() - started, name).toBeLessThan(MOST)
      if (!read.ok) {
        expect(read.refusal.code, name).toBe('export-tampered')
        continue
      }
      const canvas = read.value.whole.documents.find(one => one.row.kind === 'board')!
      const doc = new Y.Doc()
      Y.applyUpdate(doc, canvas.state!)
      expect(
        [...doc.share.keys()].filter(root => root !== 'cards'),
        name,
      ).toEqual([])
      expect(
        [...doc.store.clients.keys()].every(client => client === 2),
        name,
      ).toBe(true)
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test('[IMP-30] an honest canvas comes in under the server’s own id, with its words and none of its history', () => {
    const doc = board_(['first', 'second', 'third'])
    doc.getMap('cards').delete([...doc.getMap('cards').keys()][0]!)
    const read = readImport(packed(withBoard(Y.encodeStateAsUpdate(doc))), wish)
    if (!read.ok) throw new Error(read.refusal.detail)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, read.value.whole.documents.find(one => one.row.kind === 'board')!.state!)
    expect(board.canonical(copy)).toBe(board.canonical(doc))
    expect([...copy.store.clients.keys()]).toEqual([2])
  })
})

describe('over HTTP', () => {
  test('[IMP-31] a body above 50 MB is refused by its stated length, without being read', async () => {
    const answer = await openTable().app.request('http://localhost:4000/api/partnerships/import', {
      method: 'POST',
      headers: {
        host: 'localhost:4000',
        'content-type': 'application/octet-stream',
        'content-length': String(51 * 2 ** 20),
      },
      body: new Uint8Array(10),
    })
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'too-large'])
  })

  test('[IMP-32] 50 MB of nothing, and a bomb, are refused in under two seconds while others are served, and nothing is left', async () => {
    const table = openTable()
    const visitor = new Visitor(table)
    const noise = new Uint8Array(50 * 2 ** 20 - 100).fill(80)
    const bomb = zipSync({ 'trestle.json': new Uint8Array(64 * 2 ** 20) }, { level: 6 })
    for (const zip of [noise, bomb]) {
      const started = spent()
      let longest = 0
      let last = performance.now()
      const beat = setInterval(() => {
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }, 5)
      const [answer, health] = await Promise.all([brought(visitor, zip), visitor.get('/api/healthz')])
      clearInterval(beat)
      expect(spent() - started).toBeLessThan(MOST)
      expect([422, 413]).toContain(answer.status)
      expect(health.status).toBeLessThan(500)
      expect(longest).toBeLessThan(MOST)
    }
    expect(await table.store.partnerships()).toEqual([])
  })

  test('[IMP-33] who says no name, asks too often, or finds the server full is told so, and nothing is made', async () => {
    const table = openTable({ rules: { create: { points: 1, seconds: 60 }, look: { points: 1, seconds: 60 } } })
    const visitor = new Visitor(table)
    expect((await brought(visitor, honest, {})).body.code).toBe('import-wish')
    expect((await brought(visitor, honest)).status).toBe(201)
    expect((await brought(visitor, honest)).body.code).toBe('too-many-requests')
    expect((await shown(visitor, honest)).status).toBe(200)
    expect((await shown(visitor, honest)).status).toBe(429)
    expect(await table.store.partnerships()).toHaveLength(1)
  })

  test('[IMP-34] when the store fails half-way nothing of the partnership remains', async () => {
    const table = openTable()
    const visitor = new Visitor(table)
    table.services.store.addWhole = async () => {
      throw new Error('the disk is full')
    }
    expect((await brought(visitor, honest)).status).toBe(500)
    expect(await table.store.partnerships()).toEqual([])
    expect((await visitor.get('/api/partnerships')).status).toBe(401)
  })
})

function board_(notes: readonly string[]): Y.Doc {
  const doc = new Y.Doc()
  for (const text of notes) cardsOf(doc).add({ text })
  return doc
}

function nestedMaps(depth: number): Uint8Array {
  const doc = new Y.Doc()
  let inner = doc.getMap('cards')
  for (let at = 0; at < depth; at += 1) {
    const next = new Y.Map<unknown>()
    inner.set('x', next)
    inner = next
  }
  return Y.encodeStateAsUpdate(doc)
}

/** The zip with another inflated size stated for its first file, in the directory and at the file itself. */
function lying(zip: Uint8Array, size: number): Uint8Array {
  const copy = zip.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at < copy.length - 46; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    view.setUint32(at + 24, size, true)
    return copy
  }
  throw new Error('no directory')
}

/** A zip whose directory names the same stored bytes `many` times. */
function overlapping(many: number): Uint8Array {
  const name = utf8ToBytes('a')
  const data = new Uint8Array(1000)
  const entry = 46 + 8
  const out = new Uint8Array(30 + 1 + data.length + many * entry + 22)
  const view = new DataView(out.buffer)
  view.setUint32(0, 0x04034b50, true)
  view.setUint32(18, data.length, true)
  view.setUint32(22, data.length, true)
  view.setUint16(26, 1, true)
  out.set(name, 30)
  const directory = 31 + data.length
  for (let at = 0; at < many; at += 1) {
    const from = directory + at * entry
    view.setUint32(from, 0x02014b50, true)
    view.setUint32(from + 20, data.length * 100, true)
    view.setUint32(from + 24, data.length * 100, true)
    view.setUint16(from + 28, 8, true)
    out.set(utf8ToBytes(at.toString(36).padStart(8, '0')), from + 46)
  }
  const end = directory + many * entry
  view.setUint32(end, 0x06054b50, true)
  view.setUint16(end + 8, Math.min(many, 65_535), true)
  view.setUint16(end + 10, Math.min(many, 65_535), true)
  view.setUint32(end + 12, many * entry, true)
  view.setUint32(end + 16, directory, true)
  return out
}

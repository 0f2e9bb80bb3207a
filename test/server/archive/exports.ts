import { unzipSync, zipSync } from 'fflate'
import { kindOf } from '../../../shared/kinds/index.ts'
import { decisionRecords } from '../../../shared/take-out/decision-record.ts'
import type { Files } from '../../../shared/verify/read-export.ts'
import { type Answer, openTable, type TestTable, Visitor } from '../http/table.ts'

/** A partnership of the sample's story and its broker. */
export async function sampleTable(start = 'sample') {
  const table = openTable()
  const broker = new Visitor(table)
  const made = await broker.post('/api/partnerships', { name: 'Delta table', brokerName: 'Zuhura', start })
  return { table, broker, id: made.body.partnership.id as string }
}

/** The zip that this visitor may take out. */
export async function taken(table: TestTable, visitor: Visitor, id: string): Promise<Uint8Array> {
  const answer = await table.app.request(`http://localhost:4000/api/partnerships/${id}/export`, {
    headers: { host: 'localhost:4000', cookie: visitor.cookie },
  })
  if (answer.status !== 200) throw new Error(`export answered ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** Shows a zip to the server without bringing it in. */
// biome-ignore lint/suspicious/noExplicitAny: as below
export function shown(visitor: Visitor, zip: Uint8Array): Promise<Answer<any>> {
  return visitor.ask('POST', '/api/partnerships/import/preview', zip, { 'content-type': 'application/octet-stream' })
}

/** Brings a zip in as a new partnership. */
export function brought(
  visitor: Visitor,
  zip: Uint8Array,
  wish: object = { brokerName: 'Ines' },
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, looked at field by field
): Promise<Answer<any>> {
  return visitor.ask('POST', '/api/partnerships/import', zip, {
    'content-type': 'application/octet-stream',
    'trestle-wish': encodeURIComponent(JSON.stringify(wish)),
  })
}

/** A zip of these files, as a stranger packs it. */
export const packed = (files: Files): Uint8Array => zipSync(files as Record<string, Uint8Array>, { level: 6 })

/** The files of a zip. */
export const opened = (zip: Uint8Array): Files => unzipSync(zip)

/** Everything of a partnership that must be equal after a round trip: ids of rows included, ids of documents not. */
export async function contentOf(table: TestTable, id: string) {
  const { ledger, sync } = table.services
  const state = await ledger.state(id)
  const words = new Map<string, string>()
  const know = async (commitment: string | null | undefined) => {
    if (commitment) words.set(commitment, await ledger.words(id, commitment))
  }
  for (const party of state.parties.values())
    for (const one of [party.name, party.short, party.initials]) await know(one)
  for (const member of state.members.values()) await know(member.name)
  for (const proposal of state.proposals.values()) {
    for (const one of proposal.versions) for (const given of [one.title, one.text, one.change]) await know(given)
    for (const one of proposal.positions.values()) await know(one.reason)
    for (const one of proposal.objections.values()) for (const given of [one.reason, one.note]) await know(given)
    for (const one of proposal.result?.dissent ?? []) await know(one.reason)
  }
  const said = (commitment: string | null | undefined) => (commitment && words.get(commitment)) || ''
  const canvases = []
  for (const info of state.documents.values()) {
    const text = await sync.read(info.id, doc => kindOf(info.kind)!.canonical(doc))
    const title = await ledger.words(id, info.title)
    const clauses = [...(state.clauses.get(info.id) ?? [])].map(([clause, record]) => ({
      clause,
      state: record.state,
      hash: record.hash,
      assents: [...record.assents.values()].map(({ choice, hash }) => ({ choice, hash })),
    }))
    const ratings = state.ratings.get(info.id)
    canvases.push({
      title,
      kind: info.kind,
      boundary: info.boundary,
      companion: info.companionOf !== null,
      text,
      clauses,
      question: ratings ? await ledger.words(id, ratings.questionText) : '',
      agreed: [...(ratings?.agreed ?? [])],
      ratings: [...(ratings?.of ?? [])].map(([stakeholder, by]) => [
        stakeholder,
        [...by.values()].map(one => one.values),
      ]),
    })
  }
  return {
    name: await ledger.words(id, state.partnership?.name ?? null),
    purpose: await ledger.words(id, state.partnership?.purpose ?? null),
    parties: [...state.parties.values()].map(
      ({ id: party, mark, sector, standing, name, short, initials, joinedAt }) => ({
        party,
        mark,
        sector,
        standing,
        words: [said(name), said(short), said(initials)],
        joinedAt,
      }),
    ),
    people: [...state.members.values()].map(({ id: member, role, party, name, joinedAt }) => ({
      member,
      role,
      party,
      name: said(name),
      joinedAt,
    })),
    decisions: decisionRecords(state, said, '?'),
    canvases: canvases.sort((a, b) => (a.title < b.title ? -1 : 1)),
  }
}

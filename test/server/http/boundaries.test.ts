import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { isBroker, type Role } from '../../../shared/access/roles.ts'
import { openTable, seatEveryone, Visitor } from './table.ts'

const ROLES: Role[] = ['broker', 'co-broker', 'representative', 'contributor', 'observer']

function oneNote(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getMap('stakeholders').set('a'.repeat(20), new Y.Map([['name', words]]))
  return Y.encodeStateAsUpdate(doc)
}

test('[API-1] every role × route × boundary: brokers see both boundaries, others one, and observers write nothing', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const document = (boundary: string) =>
    view.documents.find(
      (one: { boundary: string; kind: string }) => one.boundary === boundary && one.kind === 'stakeholder-map',
    ).id
  const seen: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const role of ROLES) {
    for (const boundary of ['partnership', 'broker']) {
      const visitor = people[role]
      const inside = boundary === 'partnership' || isBroker(role)
      const writes = inside && role !== 'observer'
      const at = `${role} × ${boundary}`
      const stream = boundary === 'broker' ? '?boundary=broker' : ''
      seen[at] = [
        (await visitor.get(`/api/partnerships/${id}/ledger${stream}`)).status,
        (await visitor.get(`/api/partnerships/${id}/texts${stream}`)).status,
        (await visitor.post(`/api/documents/${document(boundary)}/tickets`)).status,
        (
          await visitor.post(`/api/documents/${document(boundary)}/updates`, oneNote(at), {
            'content-type': 'application/octet-stream',
          })
        ).status,
        (await visitor.post(`/api/partnerships/${id}/documents`, { kind: 'board', title: 'B', boundary })).status,
      ]
      const makes = isBroker(role) || (role === 'representative' && boundary === 'partnership')
      expected[at] = [inside ? 200 : 404, inside ? 200 : 404, inside ? 201 : 403, writes ? 204 : 403, makes ? 201 : 403]
    }
  }
  expect(seen).toEqual(expected)
})

test('[API-2] the partnership as others see it names nothing of the brokers’ boundary', async () => {
  const table = openTable()
  const { id, people, view } = await seatEveryone(table)
  const inner = view.documents.filter((one: { boundary: string }) => one.boundary === 'broker')
  const ledger = view.ledgers.find((one: { boundary: string }) => one.boundary === 'broker')
  expect([inner.length, view.ledgers.length]).toEqual([1, 2])
  for (const role of ['representative', 'contributor', 'observer'] as const) {
    const everything = JSON.stringify([
      (await people[role].get(`/api/partnerships/${id}`)).body,
      (await people[role].get(`/api/partnerships/${id}/ledger`)).body,
      (await people[role].get(`/api/partnerships/${id}/texts`)).body,
      (await people[role].get('/api/partnerships')).body,
    ])
    for (const hidden of [inner[0].id, inner[0].title, ledger.document, ledger.texts, 'invite.created'])
      expect(everything).not.toContain(hidden)
  }
})

test('[API-48] by which invite a member came is in the brokers’ stream and in no other', async () => {
  const table = openTable()
  const { id, people } = await seatEveryone(table)
  const broker = people.broker
  const invites = (await broker.get(`/api/partnerships/${id}/invites`)).body.invites as { id: string; uses: number }[]
  const used = invites.filter(invite => invite.uses > 0).map(invite => invite.id)
  const inner = (await broker.get(`/api/partnerships/${id}/ledger?boundary=broker`)).body.entries
  const told = inner.map((entry: { fact: { type: string; invite?: string } }) => entry.fact)
  expect(used.length).toBeGreaterThan(0)
  for (const invite of used) expect(told).toContainEqual(expect.objectContaining({ type: 'invite.used', invite }))
  const outer = JSON.stringify((await people.observer.get(`/api/partnerships/${id}/ledger`)).body)
  for (const invite of used) expect(outer).not.toContain(invite)
})

test('[API-3] nothing behind a table is answered without a session or to somebody from elsewhere', async () => {
  const table = openTable()
  const { id, view } = await seatEveryone(table)
  const outsider = new Visitor(table)
  await outsider.post('/api/partnerships', { name: 'Elsewhere', brokerName: 'Eve' })
  const document = view.documents[0].id
  const routes: [string, string, unknown?][] = [
    ['GET', `/api/partnerships/${id}`],
    ['GET', `/api/partnerships/${id}/ledger`],
    ['GET', `/api/partnerships/${id}/texts`],
    ['GET', `/api/partnerships/${id}/invites`],
    ['GET', `/api/partnerships/${id}/tokens`],
    ['GET', `/api/partnerships/${id}/export`],
    ['POST', `/api/partnerships/${id}/parties`, { name: 'P', sector: 'media' }],
    ['POST', `/api/partnerships/${id}/invites`, { role: 'observer' }],
    ['POST', `/api/partnerships/${id}/documents`, { kind: 'board', title: 'B' }],
    ['POST', `/api/partnerships/${id}/leave`],
    ['POST', `/api/partnerships/${id}/tokens`, { scopes: ['read'] }],
    ['POST', `/api/documents/${document}/tickets`],
    ['POST', `/api/documents/${document}/archive`],
    ['PATCH', `/api/documents/${document}`, { title: 'T' }],
    ['POST', `/api/partnerships/${id}/commands`, { id: 'a'.repeat(20), type: 'document.archive', document }],
    ['DELETE', `/api/partnerships/${id}/members/${'a'.repeat(20)}`],
    ['DELETE', `/api/partnerships/${id}/invites/${'a'.repeat(20)}`],
  ]
  for (const [method, path, body] of routes) {
    expect([path, (await new Visitor(table).ask(method, path, body)).body.code]).toEqual([path, 'no-session'])
    expect([path, (await outsider.ask(method, path, body)).body.code]).toEqual([path, 'not-a-member'])
  }
})

// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { waitingFor } from '../../../client/pages/table/waiting.ts'
import { placesOf } from '../../../client/pages/place-head.ts'
import { newId } from '../../../shared/ids.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'
import { sampleSession } from '../decision-log/fake-session.ts'

const opened = (session: PartnershipSession) =>
  [...session.ledger.proposals.values()].find(one => one.status === 'open')!

test('[UI-17] what waits for a representative is what their party owes, with where to do it and until when', async () => {
  const { session } = await sampleSession('tolu')
  const proposal = opened(session)
  const [first] = waitingFor(session, proposal.openedAt)

  expect(first!.href).toBe(`/p/${session.id}/d/${proposal.document}/${proposal.id}`)
  expect(first!.due).toBe(proposal.settings.closesAt)
  expect(first!.what).toContain(String(proposal.number))
})

test('[UI-17] a broker is never asked for a position', async () => {
  const { session } = await sampleSession('zuhura')
  const proposal = opened(session)

  expect(waitingFor(session, proposal.openedAt).filter(one => one.icon === 'hand')).toEqual([])
})

test('[UI-18] the head leads to the table and the first canvas of each kind, the current one marked; the rest is under More', async () => {
  const { session, record, documents } = await sampleSession('tolu')
  const [companion, archived] = [newId(), newId()]
  const made = { type: 'document.created', title: { words: 'Ours' }, template: null } as const
  await record(
    session.id,
    [
      {
        boundary: 'broker',
        fact: { ...made, document: companion, kind: 'stakeholder-map', companionOf: documents.map.id },
      },
      { boundary: 'partnership', fact: { ...made, document: archived, kind: 'board', companionOf: null } },
      { boundary: 'partnership', fact: { type: 'document.archived', document: archived } },
    ],
    { actor: null, role: null, party: null },
  )
  const log = [...session.ledger.documents.values()].find(one => one.kind === 'decision-log')!
  const { main, more } = placesOf(session, { page: 'canvas', partnership: session.id, document: log.id, row: null })
  const listed = [...main, ...more].map(place => place.href)

  expect(main[0]!.href).toBe(`/p/${session.id}`)
  expect(main.filter(place => place.current).map(place => place.href)).toEqual([`/p/${session.id}/d/${log.id}`])
  expect(new Set(listed).size).toBe(listed.length)
  expect([companion, archived].every(id => session.ledger.documents.has(id))).toBe(true)
  for (const info of session.ledger.documents.values())
    expect(listed.includes(`/p/${session.id}/d/${info.id}`)).toBe(info.companionOf === null && !info.archived)
})

// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { askMessage } from '../../../client/kinds/decision-log/ask-by-message.ts'
import { whoAnswersFor } from '../../../client/messages/people.ts'
import { path } from '../../../client/room/navigate.ts'
import type { Proposal } from '../../../shared/ledger/state.ts'
import type { PartyKey } from '../../../server/sample/people.ts'
import { sampleSession } from './fake-session.ts'

test('[ASK-9] each party of a proposal is asked for what it owes, by when, at the proposal’s own address; who owes nothing is not asked', async () => {
  const { session, cast } = await sampleSession('zuhura')
  const open = session.ledger.proposals.get(cast.proposals.get('D6')!)!
  const first: Proposal = { ...open, versions: open.versions.slice(0, 1) }
  const party = (key: PartyKey) => cast.parties.get(key)!
  const asked = (proposal: Proposal, key: PartyKey) => askMessage(session, proposal, party(key))

  expect(asked(open, 'SC')).toEqual({
    type: 'position',
    party: party('SC'),
    number: 6,
    what: 'On six March nights, no pumping from 02:00 to 06:00',
    by: open.settings.closesAt,
    link: path.row(session.id, open.document, open.id),
  })
  expect(asked(open, 'KF')?.type).toBe('reconfirm')
  expect(asked(open, 'HB')?.type).toBe('objection')
  expect(asked(first, 'WD')).toMatchObject({ type: 'confirm', by: first.positions.get(party('WD'))?.dueAt })
  expect(asked({ ...first, positions: new Map() }, 'FC')?.type).toBe('required')
  expect(asked(first, 'IH')).toBeNull()
  expect(asked(open, 'SF')).toBeNull()
})

test('[ASK-9] a message for a party goes to whoever speaks for it, never to oneself', async () => {
  const { session, cast } = await sampleSession('zuhura')
  const people = whoAnswersFor(session, cast.parties.get('WD')!)
  expect(people.map(id => session.ledger.members.get(id)?.role)).toEqual(['representative'])
  const me = session.ledger.members.get(people[0]!)!
  const own = { ...session, ledger: session.ledger, me: { member: me.id, role: me.role, party: me.party, name: '' } }
  expect(whoAnswersFor(own, cast.parties.get('WD')!)).toEqual([])
})

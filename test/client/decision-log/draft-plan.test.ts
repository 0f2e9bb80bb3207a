import { expect, test } from 'vitest'
import { openCommand, planOf } from '../../../client/kinds/decision-log/draft-plan.ts'
import { fingerprintText } from '../../../client/kinds/decision-log/fingerprint.ts'
import { draftOf } from '../../../shared/kinds/decision-log/draft.ts'
import { proposalsOf } from '../../../shared/kinds/decision-log/model.ts'
import { sampleSession } from './fake-session.ts'

const DAY = 86_400_000

test('[LOG-21] a draft nobody set anything for would be decided by every partner, by consent, within a week', async () => {
  const { session, room, cast, now } = await sampleSession('zuhura')
  const row = proposalsOf(room.doc).get(cast.proposals.get('D9')!)!
  const plan = planOf(row, session.ledger, now)
  expect(plan.electorate).toHaveLength(8)
  expect(plan.electorate).not.toContain(cast.parties.get('RM'))
  expect(plan.settings).toMatchObject({
    method: 'consent',
    quorum: 50,
    threshold: 50,
    required: [],
    reasonsOnDissent: true,
  })
  expect(plan.settings.closesAt - now).toBeGreaterThanOrEqual(7 * DAY)
  expect(plan.settings.closesAt - now).toBeLessThan(7 * DAY + 3_600_000)
})

test('[LOG-21] what opening sends is what the server’s rules accept, with exactly the settings on the screen', async () => {
  const { session, room, cast, now } = await sampleSession('zuhura')
  const id = cast.proposals.get('D9')!
  proposalsOf(room.doc).set(id, {
    method: 'majority',
    threshold: 67,
    electorate: [cast.parties.get('FC')!, cast.parties.get('RM')!, cast.parties.get('HB')!],
    required: [cast.parties.get('FC')!, cast.parties.get('WD')!],
  })
  const row = proposalsOf(room.doc).get(id)!
  const result = await session.execute(
    openCommand(room.document, row, draftOf(room.doc, id)!, planOf(row, session.ledger, now)),
  )
  expect(result.ok).toBe(true)
  const opened = session.ledger.proposals.get(id)!
  expect(opened.settings).toMatchObject({ method: 'majority', threshold: 67, required: [cast.parties.get('FC')] })
  expect(opened.electorate).toEqual([cast.parties.get('FC'), cast.parties.get('HB')])
})

test('[LOG-22] words changed after the question was asked are refused as changed, not opened unread', async () => {
  const { session, room, cast, now } = await sampleSession('zuhura')
  const id = cast.proposals.get('D9')!
  const row = proposalsOf(room.doc).get(id)!
  const command = openCommand(room.document, row, draftOf(room.doc, id)!, planOf(row, session.ledger, now))
  proposalsOf(room.doc).set(id, { title: 'Other words' })
  expect(await session.execute(command)).toMatchObject({ ok: false, refusal: { code: 'text-changed' } })
  expect(session.ledger.proposals.has(id)).toBe(false)
})

test('[LOG-23] a fingerprint is the first twelve digits in groups of four, short enough to read out', () => {
  expect(fingerprintText(`7c41e09a5b2f${'0'.repeat(52)}`)).toBe('7c41 e09a 5b2f')
})

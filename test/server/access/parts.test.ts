import { expect, test } from 'vitest'
import { approach, proxyList } from '../../../server/access/address.ts'
import { CODE_SPACE, newInviteCode, normalCode } from '../../../server/access/invite-code.ts'
import { hashSecret, newSecret } from '../../../server/access/secrets.ts'
import { initialsOf } from '../../../server/access/seats.ts'
import { Tickets } from '../../../server/access/tickets.ts'
import { TestClock } from '../http/table.ts'

test('[ACC-17] invite codes are two words and four digits out of more than 2^28, and are read however they are typed', () => {
  expect(CODE_SPACE).toBeGreaterThan(2 ** 28)
  const codes = Array.from({ length: 2000 }, newInviteCode)
  for (const code of codes) expect(code).toMatch(/^[a-z]{3,}-[a-z]{2,}-\d{4}$/)
  expect(new Set(codes).size).toBe(2000)
  for (const typed of [
    'Quiet Heron 5274',
    ' quiet–heron–5274 ',
    'QUIET-HERON-٥٢٧٤',
    'quiet heron5274',
    'quiet_heron_५२७४',
  ]) {
    expect(normalCode(typed)).toBe('quiet-heron-5274')
  }
})

test('[ACC-10] secrets have 256 bits, and a hash for one purpose is none for another', () => {
  const secret = newSecret()
  expect(Buffer.from(secret, 'base64url').length).toBe(32)
  expect(hashSecret('invite', secret)).not.toBe(hashSecret('token', secret))
  expect(hashSecret('invite', secret)).toMatch(/^[0-9a-f]{64}$/)
})

test('[ACC-18] a ticket opens one socket within 30 s, only for its document, and the next within 60 s of a drop', () => {
  const clock = new TestClock()
  const tickets = new Tickets(clock)
  const grant = { document: 'd', type: 'session', credential: 'c' } as const
  const late = tickets.issue(grant).ticket
  clock.pass(30_000)
  expect(tickets.take(late, 'd')).toBeNull()

  const { ticket } = tickets.issue(grant)
  expect(tickets.take(ticket, 'another')).toBeNull()
  const first = tickets.take(ticket, 'd')
  expect(first?.grant).toMatchObject(grant)
  expect(tickets.take(ticket, 'd')).toBeNull()
  clock.pass(3_600_000)
  first?.release()
  clock.pass(59_000)
  const second = tickets.take(ticket, 'd')
  expect(second).not.toBeNull()
  second?.release()
  clock.pass(60_000)
  expect(tickets.take(ticket, 'd')).toBeNull()
})

test('[ACC-19] X-Forwarded-For is believed from configured proxies alone', () => {
  const trusted = proxyList(['10.0.0.0/8', '::1'])
  const headers = { forwardedFor: '6.6.6.6, 203.0.113.9, 10.1.2.3', forwardedProto: 'https' }
  expect(approach(trusted, '203.0.113.50', headers)).toEqual({ address: '203.0.113.50', https: false })
  expect(approach(trusted, '10.0.0.1', headers)).toEqual({ address: '203.0.113.9', https: true })
  expect(approach(trusted, '::ffff:10.0.0.1', headers)).toEqual({ address: '203.0.113.9', https: true })
  expect(approach(proxyList([]), '127.0.0.1', headers)).toEqual({ address: '127.0.0.1', https: false })
})

test('[PAR-7] initials are the first letters of the first and last word, in the name’s own script', () => {
  expect(
    ['Water Directorate', 'Federation of Water Kiosks', 'مجلس شيوخ الدلتا', 'FAO', '— –'].map(name => initialsOf(name)),
  ).toEqual(['WD', 'FK', 'ما', 'F', '?'])
})

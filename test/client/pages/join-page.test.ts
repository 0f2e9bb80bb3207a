// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '../../../client/pages/join/join-page.ts'
import type { InvitePreview } from '../../../client/pages/join/invite-preview.ts'
import { JoinPageElement } from '../../../client/pages/join/join-page.ts'

const fishers = { id: 'party-fishers', mark: 8, name: 'Lower Delta Fishers', short: 'Fishers', initials: 'LF' }
const growers = { id: 'party-growers', mark: 9, name: 'Riverside Growers', short: 'Growers', initials: 'RG' }
const open: InvitePreview = {
  partnership: {
    id: 'abcdefghijklmnopqrst',
    name: 'Bonde Basin Compact',
    purpose: 'Enough living river.',
    host: 'the county university',
    brokerTitle: 'Convenor',
  },
  invitedBy: { name: 'Salma Okello', role: 'broker' },
  role: 'representative',
  party: null,
  parties: [fishers, growers],
  partyNeeded: true,
  already: null,
}

let answers: Record<string, { status: number; body: unknown }>
const sent: { path: string; body: Record<string, unknown> }[] = []

beforeEach(() => {
  sent.length = 0
  answers = {
    '/api/invites/preview': { status: 200, body: open },
    '/api/join': { status: 201, body: { partnership: { id: open.partnership.id } } },
  }
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, body: JSON.parse(String(init.body)) })
    const { status, body } = answers[path]!
    return new Response(JSON.stringify(body), { status })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

async function page(options: { secret?: string; code?: string } = { secret: 's3cret' }): Promise<JoinPageElement> {
  const element = new JoinPageElement()
  Object.assign(element, options)
  document.body.append(element)
  await settled(element)
  return element
}

async function settled(element: JoinPageElement): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise(resolve => queueMicrotask(() => resolve(null)))
    await element.updateComplete
    await vi.waitFor(() => expect(element.textContent).not.toContain('Looking at your invite'))
  }
}

const name = (element: Element) => element.querySelector<HTMLInputElement>('#join-name')!
const notice = (element: Element) => element.querySelector<HTMLInputElement>('[data-field=read]')!

async function submit(
  element: JoinPageElement,
  fields: { name?: string; party?: string; read?: boolean },
): Promise<void> {
  if (fields.name) {
    name(element).value = fields.name
    name(element).dispatchEvent(new Event('input'))
  }
  if (fields.party) element.querySelector<HTMLInputElement>(`[value=${fields.party}]`)!.click()
  if (fields.read) notice(element).click()
  element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled(element)
}

const joins = () => sent.filter(one => one.path === '/api/join')

test('[UI-15] joining says who invites to what, who runs the server, and ticks nothing beforehand', async () => {
  const element = await page()

  for (const words of [
    'Salma Okello',
    'Convenor',
    'Bonde Basin Compact',
    'Enough living river.',
    'the county university',
  ])
    expect(element.textContent).toContain(words)
  expect(notice(element).checked).toBe(false)
  expect([...element.querySelectorAll<HTMLInputElement>('[name=party]')].some(radio => radio.checked)).toBe(false)
})

test('[UI-15] nobody joins without a name, a party where one is needed, and having read the notice', async () => {
  const element = await page()
  await submit(element, {})
  expect(element.querySelector('#join-name')!.getAttribute('aria-invalid')).toBe('true')
  await submit(element, { name: 'Grace' })
  expect(element.querySelector('#join-party-error')).not.toBeNull()
  await submit(element, { party: fishers.id })
  expect(element.textContent).toContain('Read the notice above first')
  expect(joins()).toEqual([])

  await submit(element, { read: true })
  expect(joins()[0]!.body).toEqual({ secret: 's3cret', name: 'Grace', partyId: fishers.id, noticeRead: true })
  expect(location.pathname).toBe(`/p/${open.partnership.id}`)
})

test('[UI-15] an invite that is bound to a party skips the choice and says which it is', async () => {
  answers['/api/invites/preview'] = { status: 200, body: { ...open, party: growers, parties: [], partyNeeded: false } }
  const element = await page({ code: 'quiet-heron-52' })
  expect(element.querySelector('[name=party]')).toBeNull()
  expect(element.textContent).toContain('Riverside Growers')

  await submit(element, { name: 'Thomas', read: true })
  expect(joins()[0]!.body).toEqual({ code: 'quiet-heron-52', name: 'Thomas', partyId: growers.id, noticeRead: true })
})

test.each(['invite-revoked', 'invite-expired', 'invite-used-up', 'invite-unknown', 'too-many-requests'])(
  '[UI-16] an invite that opens nothing says why and what to do: %s',
  async code => {
    answers['/api/invites/preview'] = { status: 410, body: { code } }
    const element = await page()
    const heading = element.querySelector('h1')!.textContent

    expect(heading).not.toBe('Join the table')
    expect(element.querySelector('[role=alert]')!.textContent).toMatch(/ask who invited you|try again/i)
    expect(element.querySelector('#join-code')).not.toBeNull()
  },
)

test('[UI-16] whoever sits there already is led to the table and not asked again', async () => {
  answers['/api/invites/preview'] = {
    status: 200,
    body: { ...open, already: { member: 'm', name: 'Grace', role: 'representative' } },
  }
  const element = await page()

  expect(element.querySelector('form')).toBeNull()
  expect(element.querySelector<HTMLAnchorElement>('a.primary')!.getAttribute('href')).toBe(`/p/${open.partnership.id}`)
})

test('[UI-16] an invite that closes between reading and joining says so', async () => {
  const element = await page()
  answers['/api/join'] = { status: 410, body: { code: 'invite-revoked' } }
  await submit(element, { name: 'Grace', party: fishers.id, read: true })

  expect(element.querySelector('h1')!.textContent).toBe('This invite was withdrawn')
})

// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import '../../../client/pages/people/people-page.ts'
import type { PeoplePageElement } from '../../../client/pages/people/people-page.ts'
import { suggestInitials } from '../../../client/pages/people/party-form.ts'
import { sampleSession } from '../decision-log/fake-session.ts'
import { standInForDialogs } from '../support/dialogs.ts'

const sent: { method: string; path: string; body: unknown }[] = []
const listed = [
  {
    id: 'i1',
    role: 'representative',
    partyId: null,
    expiresAt: 2e12,
    maxUses: 50,
    uses: 3,
    createdAt: 1,
    state: 'open',
  },
]

beforeAll(standInForDialogs)
beforeEach(() => {
  sent.length = 0
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ method: init.method!, path, body: init.body ? JSON.parse(String(init.body)) : null })
    if (init.method === 'GET') return Response.json({ invites: listed })
    if (init.method === 'DELETE') return new Response(null, { status: 204 })
    const made = {
      id: 'i2',
      url: 'https://t.test/j/#s3cret',
      secret: 's3cret',
      code: 'fancy-owl-4512',
      expiresAt: 2e12,
      maxUses: 50,
    }
    return Response.json(made, { status: 201 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

async function open(as: 'zuhura' | 'tolu') {
  const held = await sampleSession(as)
  const page = document.createElement('tr-people-page') as PeoplePageElement
  page.session = held.session
  document.body.append(page)
  await page.updateComplete
  await vi.waitFor(() => expect(page.querySelector('.members li')).not.toBeNull())
  return { ...held, page }
}

const button = (within: Element, words: string) =>
  [...within.querySelectorAll<HTMLButtonElement>('button')].find(one => one.textContent!.trim() === words)

function fill(id: string, value: string): void {
  const field = document.getElementById(id) as HTMLInputElement
  field.value = value
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'))
}

test('[UI-19] a broker adds a party; what is left empty is taken from its name', async () => {
  const { page, session } = await open('zuhura')
  const before = new Set(session.ledger.parties.keys())
  button(page, 'Add a party')!.click()
  await vi.waitFor(() => expect(document.getElementById('party-name')).not.toBeNull())
  fill('party-name', 'Union of the Salt Makers')
  fill('party-sector', 'community')
  document
    .getElementById('party-name')!
    .closest('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))

  await vi.waitFor(() => expect(session.ledger.parties.size).toBe(before.size + 1))
  const party = [...session.ledger.parties.values()].find(one => !before.has(one.id))!
  expect(party.sector).toBe('community')
  expect([session.words(party.name), session.words(party.initials)]).toEqual(['Union of the Salt Makers', 'US'])
})

test('[UI-19] initials come from the telling words of a name, in its own script', () => {
  expect(suggestInitials('County Department of Water')).toBe('CD')
  expect(suggestInitials('Jumuiya ya Wafugaji wa Bonde')).toBe('JW')
  expect(suggestInitials('مجلس الشيوخ')).toBe('مش')
  expect(suggestInitials('')).toBe('')
})

test('[UI-19] whoever is no broker reads along: nothing to change, and menus that only ask people to the table', async () => {
  const { page } = await open('tolu')

  expect(button(page, 'Add a party')).toBeUndefined()
  expect(button(page, 'Change')).toBeUndefined()
  const items = [...page.querySelectorAll('.members [role=menuitem]')].map(one => one.textContent?.trim())
  expect(new Set(items)).toEqual(new Set(['Ask to the table now']))
  expect(page.querySelector('.parties')!.children.length).toBeGreaterThan(5)
})

test('[UI-20] a fresh invite shows link and code, which the list never does', async () => {
  const { page, session } = await open('zuhura')
  await vi.waitFor(() => expect(page.querySelector('.invites')).not.toBeNull())
  expect(page.querySelector('.invites')!.textContent).not.toMatch(/s3cret|fancy-owl/)

  button(page, 'Invite people')!.click()
  await vi.waitFor(() => expect(document.getElementById('invite-role')).not.toBeNull())
  fill('invite-role', 'observer')
  fill('invite-hours', '24')
  document
    .getElementById('invite-role')!
    .closest('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))
  await vi.waitFor(() => expect(document.getElementById('made-code')).not.toBeNull())

  expect(sent.find(one => one.method === 'POST')).toEqual({
    method: 'POST',
    path: `/api/partnerships/${session.id}/invites`,
    body: { role: 'observer', maxUses: 50, expiresInHours: 24 },
  })
  expect((document.getElementById('made-link') as HTMLInputElement).value).toBe('https://t.test/j/#s3cret')
  expect((document.getElementById('made-code') as HTMLInputElement).value).toBe('fancy-owl-4512')

  button(page, 'Done')!.click()
  await vi.waitFor(() => expect(document.getElementById('made-code')).toBeNull())
})

test('[UI-19] an invite is revoked only after asking', async () => {
  const { page, session } = await open('zuhura')
  await vi.waitFor(() => expect(button(page, 'Revoke')).toBeDefined())
  const ask = async (answer: string) => {
    button(page, 'Revoke')!.click()
    await vi.waitFor(() => expect(document.querySelector('tr-confirmation button')).not.toBeNull())
    button(document.querySelector('tr-confirmation')!, answer)!.click()
    await vi.waitFor(() => expect(document.querySelector('tr-confirmation')).toBeNull())
  }

  await ask('Leave it open')
  expect(sent.filter(one => one.method === 'DELETE')).toEqual([])
  await ask('Revoke')
  await vi.waitFor(() =>
    expect(sent.filter(one => one.method === 'DELETE').map(one => one.path)).toEqual([
      `/api/partnerships/${session.id}/invites/i1`,
    ]),
  )
})

test('[RED-11] giving somebody a broker’s role says first which devices are signed out by it', async () => {
  const { page, session } = await open('zuhura')
  const member = [...session.ledger.members.values()].find(one => one.role === 'observer' && one.leftAt === null)!
  const way = { by: session.me.member, issuedAt: 1, usedAt: 2 }
  Object.defineProperty(session, 'ledger', { value: { ...session.ledger, waysBack: new Map([[member.id, way]]) } })
  page.requestUpdate()
  const part = page.querySelector<HTMLElement & { requestUpdate(): void }>('tr-members-part')!
  part.requestUpdate()
  const menu = page.querySelector<HTMLElement & { items: { label: string; run: () => void }[] }>(
    `#member-${member.id} tr-menu`,
  )!
  menu.items.find(one => one.label === 'Change role or party')!.run()
  await vi.waitFor(() => expect(document.getElementById('member-role')).not.toBeNull())
  const says = () => part.textContent!.includes('Devices that came in by it are signed out')
  expect(says()).toBe(false)
  fill('member-role', 'co-broker')
  await vi.waitFor(() => expect(says()).toBe(true))
  fill('member-role', 'contributor')
  await vi.waitFor(() => expect(says()).toBe(false))
})

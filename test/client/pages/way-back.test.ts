// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeMyWayBack } from '../../../client/pages/way-back.ts'
import type { QrCodeElement } from '../../../client/pages/qr/qr-code.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'
import { standInForDialogs } from '../support/dialogs.ts'

beforeEach(() => {
  standInForDialogs()
  vi.stubGlobal('fetch', async (address: string) => {
    const body = address.endsWith('/reach')
      ? {
          listening: 'network',
          https: 'off',
          publicUrl: null,
          addresses: [{ url: 'http://192.168.1.20:4000', kind: 'private', network: 'wlan0' }],
        }
      : { recoveryUrl: `${location.origin}/recover#s3cret`, expiresAt: Date.UTC(2027, 10, 25) }
    return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

const button = (words: string) =>
  [...document.querySelectorAll('button')].find(one => one.textContent?.trim() === words)

test('[REC-15] a way back stands as a code to scan beside its link, at an address that another phone can open', async () => {
  const session = { id: 'table', me: { member: 'm', role: 'broker', party: null, name: 'Zuhura' } }
  const made = makeMyWayBack(session as unknown as PartnershipSession)
  await vi.waitFor(() => expect(button('Make my link')).toBeDefined())
  button('Make my link')!.click()
  await vi.waitFor(() => expect(document.querySelector('#way-back-link')).not.toBeNull())

  const code = document.querySelector('tr-qr-code') as QrCodeElement
  await code.drawn()
  expect(code.text).toBe('http://192.168.1.20:4000/recover#s3cret')
  expect(document.querySelector<HTMLInputElement>('#way-back-link')!.value).toBe(code.text)
  expect(code.querySelector('path')!.getAttribute('d')).toMatch(/^M/)
  expect(code.querySelector('svg')!.getAttribute('aria-label')).toBe('Code that leads to the recovery link')
  button('Done')!.click()
  expect(await made).toBe(true)
})

// @vitest-environment jsdom
import { encode } from 'uqr'
import { afterEach, expect, test, vi } from 'vitest'
import { linkForOthers, linkForPhones, phoneWay, type Reach } from '../../../client/room/reach.ts'
import { ReachPartElement } from '../../../client/pages/people/reach-part.ts'
import { showJoinWall } from '../../../client/pages/qr/join-wall.ts'
import { pathOf, QrCodeElement } from '../../../client/pages/qr/qr-code.ts'
import type { PartnershipSession } from '../../../client/room/types.ts'
import { standInForDialogs } from '../support/dialogs.ts'

afterEach(() => document.body.replaceChildren())

const ROOM: Reach = {
  listening: 'network',
  https: 'off',
  publicUrl: null,
  addresses: [
    { url: 'http://192.168.1.20:4000', kind: 'private', network: 'wlan0' },
    { url: 'http://laptop.local:4000', kind: 'name', network: '' },
  ],
}
const CLOSED: Reach = { ...ROOM, listening: 'loopback', addresses: [] }

test('[QRC-1] a code is the encoder’s, module by module, with four light ones around it', async () => {
  const code = new QrCodeElement()
  code.text = 'https://192.168.1.20:4000/j/#abcdefghijklmnopqrstuvwxyz'
  code.label = 'Code that leads to this invite'
  document.body.append(code)
  await code.drawn()
  const { data, size } = encode(code.text, { ecc: 'M', border: 4 })
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  const path = code.querySelector('path')!.getAttribute('d')!
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let at = Number(x); at < Number(x) + Number(length); at++) drawn[Number(y)]![at] = true
  expect(drawn).toEqual(data)
  expect(data.slice(0, 4).flat().some(Boolean)).toBe(false)
  expect(code.querySelector('svg')!.getAttribute('aria-label')).toBe('Code that leads to this invite')
  expect(
    pathOf([
      [true, true],
      [false, true],
    ]),
  ).toBe('M0 0h2v1h-2zM1 1h1v1h-1z')

  const before = path
  code.text = 'http://other.example/'
  await code.drawn()
  expect(code.querySelector('path')!.getAttribute('d')).not.toBe(before)
})

test('[QRC-2] at localhost a link is shown with an address that phones can open, the likeliest or the chosen one', () => {
  const link = 'http://localhost:4000/j/#s3cret'
  expect(phoneWay(ROOM, 'localhost')).toBe('other')
  expect(linkForPhones(link, ROOM, 'localhost', null)).toBe('http://192.168.1.20:4000/j/#s3cret')
  expect(linkForPhones(link, ROOM, '127.0.0.1', 'http://laptop.local:4000')).toBe('http://laptop.local:4000/j/#s3cret')
  expect(linkForPhones(link, ROOM, 'localhost', 'http://gone:4000')).toBe('http://192.168.1.20:4000/j/#s3cret')

  // Nothing to change: a shared address, a public one, a server that listens here alone, someone who is no broker.
  expect(linkForPhones('http://192.168.1.20:4000/j/#s', ROOM, '192.168.1.20', null)).toBe(
    'http://192.168.1.20:4000/j/#s',
  )
  expect(phoneWay({ ...ROOM, publicUrl: 'https://table.example.org' }, 'localhost')).toBe('shared')
  expect(phoneWay(CLOSED, '127.0.0.1')).toBe('closed')
  expect(phoneWay({ ...ROOM, addresses: [] }, 'localhost')).toBe('no-network')
  expect(linkForPhones(link, CLOSED, 'localhost', null)).toBe(link)
  expect(phoneWay(null, 'localhost')).toBe('shared')
})

test('[QRC-7] a link in a message or of a way back is one that others can open, or is said to open on this machine alone', async () => {
  const session = (role: string) => ({ id: 'table', me: { role } }) as unknown as PartnershipSession
  const asked = vi.fn()
  const server = (reach: Reach) => {
    vi.stubGlobal('fetch', async (address: string) => {
      asked(address)
      return new Response(JSON.stringify(reach), { status: 200, headers: { 'content-type': 'application/json' } })
    })
  }
  const local = `${location.origin}/p/table/d/x?thread=y`
  server(ROOM)
  expect(await linkForOthers(session('broker'), '/p/table/d/x?thread=y')).toEqual({
    link: 'http://192.168.1.20:4000/p/table/d/x?thread=y',
    here: false,
  })
  server(CLOSED)
  expect(await linkForOthers(session('broker'), local)).toEqual({ link: local, here: true })
  server({ ...ROOM, publicUrl: 'https://table.example.org' })
  expect((await linkForOthers(session('co-broker'), `${local}#h`)).link).toBe(
    'https://table.example.org/p/table/d/x?thread=y#h',
  )
  expect(asked).toHaveBeenCalledTimes(3)
  // Addresses are told to brokers alone, and what others can open already is left as it is.
  expect(await linkForOthers(session('observer'), local)).toEqual({ link: local, here: true })
  const chosen = 'http://laptop.local:4000/j/#s'
  expect(await linkForOthers(session('broker'), chosen)).toEqual({ link: chosen, here: false })
  expect(asked).toHaveBeenCalledTimes(3)
  vi.unstubAllGlobals()
})

async function part(reach: Reach): Promise<ReachPartElement> {
  const element = new ReachPartElement()
  element.reach = reach
  document.body.append(element)
  await element.updateComplete
  return element
}

test('[QRC-3] a broker reads whether phones can get here, and the way when they cannot', async () => {
  const closed = await part(CLOSED)
  expect(closed.textContent).toContain('Phones cannot reach this address yet')
  expect(closed.textContent).toContain('npm start -- --lan')
  expect(closed.querySelector('tr-qr-code')).toBeNull()

  const open = await part(ROOM)
  expect(open.textContent).not.toContain('Phones cannot reach')
  expect(open.querySelector<HTMLInputElement>('#venue-link')!.value).toBe('http://192.168.1.20:4000/venue')
  expect(open.querySelector<QrCodeElement>('tr-qr-code')!.text).toBe('http://192.168.1.20:4000/venue')
  expect(open.textContent).toContain('plain http')
  expect((await part({ ...ROOM, https: 'self-signed' })).textContent).toContain('warns once')
})

test('[QRC-4] the way in fills the screen with code, address and words, prints as a sheet, and goes away when closed', async () => {
  standInForDialogs()
  const printed = vi.fn()
  vi.stubGlobal('print', printed)
  await showJoinWall(
    { partnership: 'Delta table', url: 'http://192.168.1.20:4000/j/#s3cret', code: 'quiet-heron-52' },
    { print: true },
  )
  const wall = document.querySelector('tr-join-wall')!
  expect(printed).toHaveBeenCalledOnce()
  expect(wall.querySelector('h2')!.textContent).toContain('Delta table')
  expect(wall.querySelector('.host')!.textContent).toBe('192.168.1.20:4000/join')
  expect(wall.querySelector('.spoken')!.textContent).toBe('quiet-heron-52')
  expect(wall.querySelector('path')!.getAttribute('d')).toMatch(/^M/)
  expect(wall.textContent).toContain('Wi-Fi')
  // The secret is in the picture, and in no words.
  expect(wall.textContent).not.toContain('s3cret')

  ;[...wall.querySelectorAll('button')].find(one => one.textContent!.includes('Close'))!.click()
  await vi.waitFor(() => expect(document.querySelector('tr-join-wall')).toBeNull())
  vi.unstubAllGlobals()
})

import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { readFlags } from '../../../server/flags.ts'
import { addressesOf, localName } from '../../../server/reach/addresses.ts'
import { greeting } from '../../../server/reach/greeting.ts'
import { reachOf } from '../../../server/reach/reach.ts'

const card = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
})

const LAPTOP = {
  lo: [card('127.0.0.1', true), card('::1', true)],
  docker0: [card('172.17.0.1')],
  tailscale0: [card('100.101.102.103')],
  eth1: [card('169.254.7.7')],
  wlan0: [card('fe80::1'), card('2001:db8::5'), card('192.168.1.20')],
  wwan0: [card('203.0.113.9')],
}
const hosts = (host: string) => addressesOf(host, LAPTOP, 'Zuhuras-Laptop.home').map(one => `${one.kind} ${one.host}`)

test('[NET-1] flags stand for variables, and a wrong one is refused by a sentence', () => {
  expect(readFlags([])).toEqual({ ok: true, value: { help: false, lan: false, env: {} } })
  expect(readFlags(['--lan', '--https', '--port', '4400'])).toEqual({
    ok: true,
    value: { help: false, lan: true, env: { HOST: '0.0.0.0', TRESTLE_HTTPS: 'self-signed', PORT: '4400' } },
  })
  expect(readFlags(['--https', '--cert=a.pem', '--key', 'b.pem'])).toMatchObject({
    value: { env: { TRESTLE_TLS_CERT: 'a.pem', TRESTLE_TLS_KEY: 'b.pem' } },
  })
  for (const [args, says] of [
    [['--cert', 'a.pem'], '--key is missing'],
    [['--wan'], "Unknown option '--wan'"],
    [['4000'], 'npm start -- --help'],
  ] as const) {
    const read = readFlags(args)
    expect(read.ok ? '' : read.refusal).toContain(says)
  }
})

test('[NET-2] on a wildcard all addresses are told, the room’s network first, tunnels last; on loopback none', () => {
  expect(hosts('0.0.0.0')).toEqual([
    'private 192.168.1.20',
    'public 203.0.113.9',
    'name zuhuras-laptop.local',
    'link-local 169.254.7.7',
    'tunnel 172.17.0.1',
    'tunnel 100.101.102.103',
  ])
  expect(hosts('::')).toContain('ipv6 [2001:db8::5]')
  expect(hosts('::').join()).not.toContain('fe80')
  for (const host of ['127.0.0.1', '127.0.0.9', 'localhost', '::1']) expect(hosts(host)).toEqual([])
  expect(hosts('192.168.1.20')).toEqual(['private 192.168.1.20'])
  expect(addressesOf('0.0.0.0', { lo: LAPTOP.lo }, 'laptop')).toEqual([])
  expect(localName('under_score')).toBeNull()
})

const reach = (host: string, https: 'off' | 'self-signed', port = 4000) =>
  reachOf({ host, port, https, addresses: addressesOf(host, LAPTOP, 'laptop') })
const words = (options: Partial<Parameters<typeof greeting>[0]>) =>
  greeting({
    url: 'http://localhost:4000',
    publicUrl: null,
    reach: reach('0.0.0.0', 'off'),
    certificate: null,
    qr: 'none',
    ...options,
  }).join('\n')

test('[NET-3] the terminal names every address with its reason, draws a code of the first, and names the flag on loopback', () => {
  const open = words({ qr: 'plain' })
  expect(open.split('\n')[0]).toBe('Trestle is ready: http://localhost:4000')
  expect(open).toMatch(/http:\/\/192\.168\.1\.20:4000 +wlan0, on the network of this room: try this first\n/)
  expect(open).toMatch(/172\.17\.0\.1:4000 +docker0, a tunnel or container/)
  expect(open).toContain('http://192.168.1.20:4000/venue')
  expect(open).toMatch(/█{20}/)
  expect(words({ qr: 'colour' })).toContain('\x1b[97;40m')
  expect(words({})).not.toContain('█')
  expect(words({ reach: reach('127.0.0.1', 'off') })).toContain('npm start -- --lan')
  expect(words({ publicUrl: 'https://table.example.org' })).toBe('Trestle is ready: https://table.example.org')
  expect(reach('0.0.0.0', 'self-signed', 443).addresses[0]?.url).toBe('https://192.168.1.20')
})

test('[NET-4] with a certificate of its own the terminal says the fingerprint and what phones will show', () => {
  const certificate = { fingerprint: 'AB:CD', until: new Date(Date.UTC(2027, 11, 1)), kept: 'data/https' }
  const said = words({ reach: reach('0.0.0.0', 'self-signed'), certificate })
  expect(said).toContain('AB:CD')
  expect(said).toContain('2027-12-01')
  expect(said).toContain('This Connection Is Not Private')
  expect(said).toContain('Proceed to')
})

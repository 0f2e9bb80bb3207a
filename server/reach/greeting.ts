import { renderUnicodeCompact } from 'uqr'
import type { AddressKind } from './addresses.ts'
import type { Reach } from './reach.ts'

/** What is said of a certificate; `fingerprint` is SHA-256 in pairs of hex digits. */
export type CertificateWords = { fingerprint: string; until: Date; kept: string }

const WHY: Record<AddressKind, string> = {
  private: 'on the network of this room: try this first',
  public: 'reachable from anywhere that no firewall keeps out',
  name: 'this machine’s name: works where the network passes names on',
  'link-local': 'given by no router: only over a direct cable',
  ipv6: 'IPv6: where the network has it',
  tunnel: 'a tunnel or container: phones in the room rarely reach it',
}

/**
 * What the terminal says once the server answers, line by line: where it is, which addresses phones can use and why, and
 * what a self-signed certificate looks like on a phone. `qr` draws a code of the likeliest address: in colours that a
 * camera reads on any terminal, plainly, or not at all.
 */
export function greeting(options: {
  url: string
  publicUrl: string | null
  reach: Reach
  certificate: CertificateWords | null
  qr: 'colour' | 'plain' | 'none'
}): string[] {
  const { url, publicUrl, reach, certificate, qr } = options
  const lines = [`Trestle is ready: ${publicUrl ?? url}`]
  if (publicUrl === null) lines.push(...network(reach, qr))
  if (reach.https === 'self-signed' && certificate) lines.push(...selfSigned(certificate))
  if (reach.https === 'files' && certificate)
    lines.push('', `The certificate is valid until ${day(certificate.until)}. SHA-256: ${certificate.fingerprint}`)
  return lines
}

function network({ listening, addresses }: Reach, qr: 'colour' | 'plain' | 'none'): string[] {
  if (listening === 'loopback')
    return ['Only this machine reaches it. To let phones in the room join: npm start -- --lan']
  const [first] = addresses
  if (!first) return ['', 'This machine has no network yet. Connect it to the network of the room, then start again.']
  const widest = Math.max(...addresses.map(address => address.url.length))
  const venue = `${first.url}/venue`
  const code = qr === 'none' ? [] : ['', ...draw(venue, qr)]
  return [
    '',
    'Phones on the same network open one of these:',
    ...addresses.map(
      ({ url, kind, network: name }) => `  ${url.padEnd(widest)}  ${name ? `${name}, ` : ''}${WHY[kind]}`,
    ),
    ...code,
    '',
    `To see what works on a phone, ${qr === 'none' ? 'open' : 'scan the code or open'} ${venue}`,
    'If no phone gets there: are they on the same network, does this machine’s firewall let the port in,',
    'and does the network let its guests reach each other? docs/operate.md says how to tell.',
  ]
}

function draw(text: string, qr: 'colour' | 'plain'): string[] {
  const rows = renderUnicodeCompact(text, { ecc: 'M', border: 2 }).split('\n')
  // Black on bright white whatever the terminal's own colours are: a camera needs the dark modules dark.
  return qr === 'plain' ? rows : rows.map(row => `\x1b[97;40m${row}\x1b[0m`)
}

function selfSigned({ fingerprint, until, kept }: CertificateWords): string[] {
  return [
    '',
    'The certificate was made here, for this machine’s names and addresses; no authority vouches for it. SHA-256:',
    `  ${fingerprint}`,
    `It is kept in ${kept} until ${day(until)}. A phone that has accepted it goes on with it.`,
    'The first time, a phone warns. That is expected here, and nowhere else:',
    '  iPhone, iPad (Safari)  “This Connection Is Not Private”: Show Details, then “visit this website”, then Visit Website',
    '  Android (Chrome)       “Your connection is not private”: Advanced, then “Proceed to …”',
    '  Firefox                “Warning: Potential Security Risk Ahead”: Advanced, then “Accept the Risk and Continue”',
    'Whoever wants to be sure compares the fingerprint above with the one that the phone shows.',
  ]
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

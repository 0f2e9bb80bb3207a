import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig, unknownVariables } from '../../../server/config.ts'
import { PROBLEMS } from '../../../server/http/problem-codes.ts'

const messages = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.refusal.map(({ message }) => message)
}

test('[API-17] without any variable the defaults of the contract hold, and an empty one counts as unset', () => {
  const defaults = {
    port: 4000,
    host: '127.0.0.1',
    data: './data',
    publicUrl: null,
    trustedProxies: [],
    https: { type: 'off' },
    limits: 'standard',
    serviceWorker: 'on',
    logLevel: 'info',
  }
  expect(readConfig({})).toEqual({ ok: true, value: defaults })
  expect(readConfig({ PORT: '', TRESTLE_PUBLIC_URL: '', TRESTLE_REDIS_URL: '' })).toEqual({ ok: true, value: defaults })
})

test('[API-17] good values are read', () => {
  const read = readConfig({
    PORT: '8080',
    HOST: '0.0.0.0',
    TRESTLE_DATA: '/srv/trestle',
    TRESTLE_PUBLIC_URL: 'https://table.example.org/',
    TRESTLE_CREATE: 'anyone',
    TRESTLE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1',
    TRESTLE_LIMITS: 'off',
    TRESTLE_SERVICE_WORKER: 'off',
    TRESTLE_LOG: 'debug',
  })
  expect(read).toEqual({
    ok: true,
    value: {
      port: 8080,
      host: '0.0.0.0',
      data: '/srv/trestle',
      publicUrl: 'https://table.example.org',
      trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
      https: { type: 'off' },
      limits: 'off',
      serviceWorker: 'off',
      logLevel: 'debug',
    },
  })
})

test('[API-18] a bad value is refused by a sentence that names the variable, what was given and what is allowed', () => {
  const bad: [string, string, string][] = [
    ['PORT', 'http', 'a port number'],
    ['PORT', '70000', 'a port number'],
    ['HOST', 'not a host', 'an IP address'],
    ['TRESTLE_PUBLIC_URL', 'table.example.org', 'http://'],
    ['TRESTLE_PUBLIC_URL', 'https://x.org/path', 'without a path'],
    ['TRESTLE_TRUSTED_PROXIES', '10.0.0.0/99', 'IP addresses or ranges'],
    ['TRESTLE_TRUSTED_PROXIES', 'proxy', 'IP addresses or ranges'],
    ['TRESTLE_LIMITS', 'none', 'standard or off'],
    ['TRESTLE_LOG', 'loud', 'one of fatal'],
    ['TRESTLE_CREATE', 'accounts', 'not supported yet'],
  ]
  for (const [variable, given, allowed] of bad) {
    const [message, ...more] = messages({ [variable]: given })
    expect(more).toEqual([])
    expect(message).toContain(variable)
    expect(message).toContain(JSON.stringify(given))
    expect(message).toContain(allowed)
  }
  expect(messages({ PORT: 'x', TRESTLE_LOG: 'y' })).toHaveLength(2)
})

test('[API-19] a variable whose feature does not exist yet stops the start, and its secret is not printed', () => {
  const later = [
    'TRESTLE_DATABASE_URL',
    'TRESTLE_REDIS_URL',
    'TRESTLE_SMTP_URL',
    'TRESTLE_OIDC_ISSUER',
    'TRESTLE_OIDC_CLIENT_ID',
    'TRESTLE_OIDC_CLIENT_SECRET',
  ]
  for (const variable of later) {
    const [message] = messages({ [variable]: 'postgres://user:hunter2@db' })
    expect(message).toContain(`${variable} is set`)
    expect(message).toContain('Remove it')
    if (/URL|SECRET/.test(variable)) expect(message).not.toContain('hunter2')
  }
  expect(unknownVariables({ TRESTLE_DTAA: 'x', TRESTLE_DATA: 'y', HOME: '/' })).toEqual(['TRESTLE_DTAA'])
})

test('[API-20] docs/variables.md and .env.example list every variable', () => {
  const config = readFileSync('server/config.ts', 'utf8')
  const known = new Set([...config.matchAll(/^ {2}(PORT|HOST|TRESTLE_[A-Z_]+): /gm)].map(match => match[1]!))
  expect(known.size).toBeGreaterThan(13)
  for (const file of ['docs/variables.md', '.env.example']) {
    const text = readFileSync(file, 'utf8')
    expect([file, [...known].filter(name => !text.includes(name))]).toEqual([file, []])
  }
})

test('[API-23] docs/api.md lists every problem code with its status and title', () => {
  const text = readFileSync('docs/api.md', 'utf8')
  const rows = Object.entries(PROBLEMS).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`)
  expect(rows.filter(row => !text.includes(row))).toEqual([])
})

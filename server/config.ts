import { isIP } from 'node:net'
import { z } from 'zod'
import { accept, type Result, refuse } from '../shared/result.ts'

/** The server's settings, read once from the environment. Every variable is described in docs/variables.md. */
export type Config = {
  port: number
  host: string
  /** Folder of the database; made when missing. */
  data: string
  /** Where people reach the server from outside, without a trailing slash; null: as each request says. */
  publicUrl: string | null
  /** IP addresses and CIDR ranges whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  trustedProxies: readonly string[]
  /** Whether this server speaks https by itself, and with which certificate (paths of PEM files). */
  https: { type: 'off' } | { type: 'self-signed' } | { type: 'files'; cert: string; key: string }
  limits: 'standard' | 'off'
  /** `off`: browsers are told to remove the service worker that they have from before. */
  serviceWorker: 'on' | 'off'
  logLevel: (typeof LOG_LEVELS)[number]
}

/** What is wrong with one variable: what was given and what is allowed, in one sentence. */
export type ConfigProblem = { variable: string; message: string }

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const filePath = z.string().refine(path => !path.includes('\0'))

const LATER: Record<string, string> = {
  TRESTLE_DATABASE_URL: 'PostgreSQL is not supported yet: data is kept in SQLite in TRESTLE_DATA',
  TRESTLE_REDIS_URL: 'several servers over Redis are not supported yet',
  TRESTLE_SMTP_URL: 'sending mail is not supported yet: links are copied by hand',
  TRESTLE_OIDC_ISSUER: 'signing in with accounts is not supported yet',
  TRESTLE_OIDC_CLIENT_ID: 'signing in with accounts is not supported yet',
  TRESTLE_OIDC_CLIENT_SECRET: 'signing in with accounts is not supported yet',
}
const SECRET = new Set(['TRESTLE_DATABASE_URL', 'TRESTLE_REDIS_URL', 'TRESTLE_SMTP_URL', 'TRESTLE_OIDC_CLIENT_SECRET'])

const variables = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine(port => port <= 65535)
    .default(4000)
    .describe('a port number from 0 to 65535 (0 picks a free one)'),
  HOST: z
    .string()
    .refine(host => isIP(host) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
    .default('127.0.0.1')
    .describe('an IP address or host name to listen on, such as 127.0.0.1 or 0.0.0.0'),
  TRESTLE_DATA: z
    .string()
    .refine(path => !path.includes('\0'))
    .default('./data')
    .describe('a folder, such as ./data'),
  TRESTLE_PUBLIC_URL: z
    .string()
    .transform(origin)
    .refine(url => url !== null)
    .nullable()
    .default(null)
    .describe('an http:// or https:// address without a path, such as https://table.example.org'),
  TRESTLE_CREATE: z
    .literal('anyone')
    .default('anyone')
    .describe('anyone (accounts, the other value of the contract, is not supported yet)'),
  TRESTLE_TRUSTED_PROXIES: z
    .string()
    .transform(list =>
      list
        .split(',')
        .map(item => item.trim())
        .filter(Boolean),
    )
    .refine(list => list.every(isRange))
    .default([])
    .describe('IP addresses or ranges, separated by commas, such as 127.0.0.1,10.0.0.0/8'),
  TRESTLE_HTTPS: z
    .enum(['off', 'self-signed'])
    .default('off')
    .describe('off or self-signed (for a certificate of your own, set TRESTLE_TLS_CERT and TRESTLE_TLS_KEY)'),
  TRESTLE_TLS_CERT: filePath.nullable().default(null).describe('the path of a certificate in PEM'),
  TRESTLE_TLS_KEY: filePath.nullable().default(null).describe('the path of a private key in PEM'),
  TRESTLE_LIMITS: z.enum(['standard', 'off']).default('standard').describe('standard or off'),
  TRESTLE_SERVICE_WORKER: z.enum(['on', 'off']).default('on').describe('on or off'),
  TRESTLE_LOG: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`one of ${LOG_LEVELS.join(', ')}`),
}

/** Reads the settings. Refuses with one sentence for each variable that is wrong; an empty variable counts as unset. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Result<Config, ConfigProblem[]> {
  const problems: ConfigProblem[] = []
  for (const [variable, why] of Object.entries(LATER)) {
    if (env[variable])
      problems.push({ variable, message: `${variable} is set${shown(variable, env)}, but ${why}. Remove it.` })
  }
  const take = <Name extends keyof typeof variables>(variable: Name): z.output<(typeof variables)[Name]> => {
    const parsed = variables[variable].safeParse(env[variable] || undefined)
    if (parsed.success) return parsed.data as z.output<(typeof variables)[Name]>
    problems.push({
      variable,
      message: `${variable} is ${JSON.stringify(env[variable])}, but it must be ${variables[variable].description}.`,
    })
    return undefined as never
  }
  take('TRESTLE_CREATE')
  const [cert, key] = [take('TRESTLE_TLS_CERT'), take('TRESTLE_TLS_KEY')]
  const mode = take('TRESTLE_HTTPS')
  const https: Config['https'] = cert && key ? { type: 'files', cert, key } : { type: mode }
  for (const [set, other] of [
    ['TRESTLE_TLS_CERT', 'TRESTLE_TLS_KEY'],
    ['TRESTLE_TLS_KEY', 'TRESTLE_TLS_CERT'],
  ] as const) {
    if (env[set] && !env[other])
      problems.push({
        variable: set,
        message: `${set} is set${shown(set, env)}, but ${other} is not. Set both or neither.`,
      })
  }
  const config: Config = {
    port: take('PORT'),
    host: take('HOST'),
    data: take('TRESTLE_DATA'),
    publicUrl: take('TRESTLE_PUBLIC_URL'),
    trustedProxies: take('TRESTLE_TRUSTED_PROXIES'),
    https,
    limits: take('TRESTLE_LIMITS'),
    serviceWorker: take('TRESTLE_SERVICE_WORKER'),
    logLevel: take('TRESTLE_LOG'),
  }
  if (config.https.type !== 'off' && config.publicUrl?.startsWith('http:')) {
    problems.push({
      variable: 'TRESTLE_PUBLIC_URL',
      message: `TRESTLE_PUBLIC_URL is "${config.publicUrl}", but this server speaks https. Write it with https://, or leave it out.`,
    })
  }
  return problems.length > 0 ? refuse(problems) : accept(config)
}

/** Variables that begin with TRESTLE_ and that no version knows: most likely a slip of the pen. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env).filter(name => name.startsWith('TRESTLE_') && !(name in variables) && !(name in LATER))
}

function shown(variable: string, env: Readonly<Record<string, string | undefined>>): string {
  return SECRET.has(variable) ? '' : ` to ${JSON.stringify(env[variable])}`
}

function origin(text: string): string | null {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return null
  return url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password ? url.origin : null
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

import { expect, test } from 'vitest'
import { type SourceFile, sources } from './tree.ts'

const files = sources('client', 'server', 'shared')

/** Sentences for each import of `from` files that `forbidden` names. */
function breaches(
  from: (path: string) => boolean,
  forbidden: (target: string, file: SourceFile, typeOnly: boolean) => boolean,
): string[] {
  return files
    .filter(file => from(file.path))
    .flatMap(file =>
      file.imports
        .filter(({ target, typeOnly }) => forbidden(target, file, typeOnly))
        .map(({ target }) => `${file.path} imports ${target}`),
    )
}

/** The folders of each layer, with the layers it may import; what stands at the top of a side may import all of it. */
const BELOW: Record<string, readonly string[]> = {
  'client/ui': [],
  'client/public': [],
  'client/i18n': ['client/ui'],
  'client/sync': [],
  'client/worker': [],
  'client/room': ['client/sync'],
  'client/ledger': ['client/ui', 'client/room'],
  'client/messages': ['client/ui', 'client/i18n', 'client/sync', 'client/room', 'client/ledger'],
  'client/talk': ['client/messages', 'client/ui', 'client/i18n', 'client/sync', 'client/room', 'client/ledger'],
  'client/prose': ['client/ui', 'client/room', 'client/ledger'],
  'client/papers': ['client/ui', 'client/prose'],
  'client/kinds': [
    'client/messages',
    'client/ui',
    'client/i18n',
    'client/room',
    'client/ledger',
    'client/prose',
    'client/papers',
    'client/talk',
  ],
  'client/pages': [
    'client/messages',
    'client/worker',
    'client/ui',
    'client/i18n',
    'client/sync',
    'client/room',
    'client/ledger',
    'client/talk',
    'client/kinds',
  ],
  'server/ports.ts': [],
  'server/services.ts': ['server/ports.ts'],
  'server/config.ts': [],
  'server/flags.ts': [],
  'server/reach': [],
  'server/sync': ['server/ports.ts', 'server/services.ts'],
  'server/ledger': ['server/ports.ts', 'server/services.ts'],
  'server/access': ['server/ports.ts', 'server/services.ts'],
  'server/sample': ['server/ports.ts', 'server/services.ts'],
  'server/partnerships': ['server/ports.ts', 'server/services.ts', 'server/access', 'server/sample'],
  'server/history': ['server/ports.ts', 'server/services.ts', 'server/sync'],
  'server/archive': ['server/ports.ts', 'server/sync'],
  'server/adapters': ['server/ports.ts', 'server/sync', 'server/archive', 'server/history'],
  'server/http': [
    'server/ports.ts',
    'server/services.ts',
    'server/config.ts',
    'server/access',
    'server/ledger',
    'server/sync',
    'server/history',
    'server/partnerships',
    'server/reach',
  ],
}
const TOPS = [
  'client/main.ts',
  'server/main.ts',
  'server/app.ts',
  'server/open-certificate.ts',
  'server/wire-services.ts',
]

/** The layer of a file of client or server (a folder, or a file that stands alone); null for the tops and for all else. */
function layerOf(path: string): string | null {
  const layer = path.match(/^(?:client|server)\/[^/]+/)?.[0] ?? null
  return layer === null || TOPS.includes(layer) ? null : layer
}

const inside =
  (...folders: string[]) =>
  (path: string) =>
    folders.some(folder => path.startsWith(`${folder}/`))
const kindFolder = (path: string) => path.match(/^(?:client|shared)\/kinds\/([^/]+)\//)?.[1] ?? null

test('[ARC-1] client and server never import each other, and shared imports neither', () => {
  expect([
    ...breaches(inside('client'), target => inside('server')(target)),
    ...breaches(inside('server'), target => inside('client')(target)),
    ...breaches(inside('shared'), target => inside('client', 'server')(target)),
  ]).toEqual([])
})

test('[ARC-2] shared is pure: no node modules, no DOM library, no network, no clock', () => {
  const impure =
    /\bDate\.now\(|\bMath\.random\(|\bnew Date\(\)|\bdocument\.(body|createElement|query|getElement|addEventListener|documentElement)|\bwindow\.|\bfetch\(|\bsetTimeout\(|\blocalStorage\b/
  expect([
    ...breaches(inside('shared'), target =>
      /^(node:|lit|hono|ws$|@hono|y-websocket|y-indexeddb|y-prosemirror|prosemirror)/.test(target),
    ),
    ...files
      .filter(file => file.path.startsWith('shared/') && impure.test(withoutComments(file.text)))
      .map(file => file.path),
  ]).toEqual([])
})

test('[ARC-3] rooms and ledgers know no framework, no node module and no adapter', () => {
  expect(
    breaches(
      inside('server/sync', 'server/ledger'),
      target => /^(node:|hono|@hono|ws$)/.test(target) || inside('server/adapters', 'server/http')(target),
    ),
  ).toEqual([])
})

test('[ARC-4] a canvas kind never imports another kind', () => {
  expect(
    breaches(
      path => kindFolder(path) !== null,
      (target, file) => kindFolder(target) !== null && kindFolder(target) !== kindFolder(file.path),
    ),
  ).toEqual([])
})

test('[ARC-14] a new kind needs nothing on the server: only the sample looks inside one', () => {
  expect(
    breaches(
      path => inside('server')(path) && !inside('server/sample')(path),
      target => kindFolder(target) !== null,
    ),
  ).toEqual([])
})

test('[ARC-5] the kit imports nothing of the product', () => {
  expect(
    breaches(
      inside('client/ui'),
      (target, _file, typeOnly) =>
        !typeOnly &&
        inside('client/pages', 'client/kinds', 'client/sync', 'client/ledger', 'client/prose', 'server')(target),
    ),
  ).toEqual([])
})

test('[ARC-12] each layer imports only the layers below it, and the contract of client/room as types', () => {
  const strangers = files.flatMap(file => {
    const from = layerOf(file.path)
    if (from === null) return []
    return file.imports
      .filter(({ target, typeOnly }) => {
        const to = layerOf(target)
        if (to === null || to === from || BELOW[from] === undefined || BELOW[from].includes(to)) return false
        return !(typeOnly && target === 'client/room/types.ts')
      })
      .map(({ target }) => `${file.path} imports ${target}`)
  })

  expect(strangers).toEqual([])
  expect(files.map(file => layerOf(file.path)).filter(layer => layer !== null && BELOW[layer] === undefined)).toEqual(
    [],
  )
})

test('[ARC-13] the kit stands on lit and fonts alone; sockets, routes and files stay in their layers', () => {
  const packages = (target: string) => !/^(client|server|shared)\//.test(target)
  expect([
    ...breaches(inside('client/ui'), target => packages(target) && !/^(lit$|lit\/|@lit\/|@fontsource)/.test(target)),
    ...breaches(inside('client'), target => /^(node:|hono|@hono|ws$|pino|prom-client)/.test(target)),
    ...breaches(
      path => path.startsWith('server/') && !/^server\/(http\/|app\.ts$)/.test(path),
      target => /^(hono|@hono|ws$)/.test(target),
    ),
    ...breaches(
      path => path.startsWith('server/') && !path.startsWith('server/adapters/'),
      target => /^(node:sqlite|node:worker_threads|pino)$/.test(target),
    ),
  ]).toEqual([])
})

test('[ARC-6] only server/main.ts reads the environment', () => {
  expect(
    files.filter(file => file.path !== 'server/main.ts' && /process\.env/.test(file.text)).map(file => file.path),
  ).toEqual([])
})

test('[ARC-7] no source file is longer than 400 lines', () => {
  const long = [...files, ...sources('test', 'scripts')].filter(
    file => file.lines > 400 && !file.path.includes('i18n/locales/'),
  )
  expect(long.map(file => `${file.path}: ${file.lines}`)).toEqual([])
})

test('[ARC-8] every exported item has a doc comment', () => {
  const bare = files.flatMap(file => {
    const lines = file.text.split('\n')
    return lines.flatMap((line, at) => {
      if (!/^export (?:abstract |async |declare )*(?:const|let|function|class|type|interface)\b/.test(line)) return []
      let above = at - 1
      while (above >= 0 && /^(@|\))/.test(lines[above]!)) above--
      return lines[above]?.trimEnd().endsWith('*/') ? [] : [`${file.path}:${at + 1} ${line.slice(0, 80)}`]
    })
  })
  expect(bare.filter(item => !item.includes('i18n/locales/'))).toEqual([])
})

test('[ARC-9] zod stays out of the browser: the client imports command schemas as types only', () => {
  expect(
    breaches(
      inside('client'),
      (target, _file, typeOnly) => !typeOnly && (target === 'zod' || target === 'shared/ledger/commands.ts'),
    ),
  ).toEqual([])
})

test('[ARC-10] the verifier imports nothing from the server', () => {
  const verifier = sources('scripts', 'shared/verify').filter(file => /verify/.test(file.path))
  expect(verifier.length).toBeGreaterThan(1)
  expect(
    verifier.flatMap(file =>
      file.imports
        .filter(({ target }) => target.startsWith('server/'))
        .map(({ target }) => `${file.path} imports ${target}`),
    ),
  ).toEqual([])
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')
}

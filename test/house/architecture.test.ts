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
    ...breaches(
      inside('shared'),
      target =>
        /^(node:|lit|hono|ws$|@hono|y-websocket|y-indexeddb|y-prosemirror|prosemirror)/.test(target) &&
        target !== '@hono/zod-openapi',
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

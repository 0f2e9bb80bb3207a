import { defineConfig } from 'vite'
import { packed } from './scripts/client/packed.ts'
import { serviceWorker } from './scripts/client/service-worker.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`

// A browser asks a distant server for six files at a time: what every page needs is one file, what every canvas needs another.
const GROUPS = [
  // Confines the page before any other code asks for storage or a line.
  { name: 'first', priority: 9, test: /client\/sync\/(confine|look|shared-phone)\.ts/ },
  {
    name: 'shell',
    priority: 8,
    test: /node_modules\/(lit|lit-html|lit-element|@lit)\/|preload-helper|decorate|client\/(i18n\/(localize|counts)|room\/(navigate|looking|kept-partnerships|summary)|sync\/(api|storage|low-data|traffic)|ledger\/[a-z-]+-words|ui\/(element|icon|icon-paths|mark|mark-shapes|format|words|brand|field|acts|keys|toast|announce)|pages\/(title|data-settings|notice-page|front-head|settings-list|links|routes|report-problem|recovery-link|releases|palette\/open-palette|join\/join-problem-words)|kinds\/(index|[a-z-]+\/kind))\.ts|shared\/result\.ts/,
  },
  {
    name: 'engine',
    priority: 7,
    test: /node_modules\/(yjs|lib0|y-protocols|y-websocket|y-indexeddb|@noble|fractional-indexing)\/|client\/(room\/(session|partnership|canvas)|sync\/(parts|synced-doc|forget-device)|pages\/leave-shared)\.ts/,
  },
  // What a page outside of partnerships may need as well comes without the place.
  { name: 'common', priority: 6, test: /client\/pages\/(copy-field|qr\/qr-code)\.ts/ },
  { name: 'dialog', priority: 6, test: /client\/ui\/(dialog|menu)\.ts/ },
  { name: 'place', priority: 5, test: /client\/pages\/place-element\.ts/ },
  {
    name: 'talk',
    priority: 4,
    test: /client\/(talk\/talk-element|ledger\/(undo-acts|history-link))\.ts|client\/ui\/(focus|save-file)\.ts|shared\/model\/merge-words\.ts/,
  },
]

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  oxc: { decorator: { legacy: true } },
  plugins: [serviceWorker(), packed()],
  worker: { format: 'es' },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 2048,
    rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: { groups: GROUPS } } },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: server, ws: true },
      '/healthz': server,
      '/readyz': server,
      '/sync': { target: server, ws: true },
    },
  },
})

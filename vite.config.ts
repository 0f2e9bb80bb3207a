import { defineConfig } from 'vite'
import { packed } from './scripts/client/packed.ts'
import { serviceWorker } from './scripts/client/service-worker.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  oxc: { decorator: { legacy: true } },
  plugins: [serviceWorker(), packed()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 2048,
    rolldownOptions: { checks: { pluginTimings: false } },
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

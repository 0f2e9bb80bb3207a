import { defineConfig } from 'vite'

const server = `http://127.0.0.1:${process.env.PORT ?? '4000'}`

export default defineConfig({
  root: 'client',
  publicDir: 'public',
  oxc: { decorator: { legacy: true } },
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
      '/api': server,
      '/healthz': server,
      '/readyz': server,
      '/sync': { target: server, ws: true },
    },
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { decorator: { legacy: true } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/build/**', 'node_modules/**'],
    testTimeout: 20_000,
  },
})

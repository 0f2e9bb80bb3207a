import { defineConfig } from 'vitest/config'

// Journeys in real browsers: one file at a time, since the machine has few cores and each file runs several browsers.
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
})

import { defineConfig } from 'vitest/config'

/** Journeys that measure, kill or slow down: they have the machine to themselves. */
const ALONE = ['kill', 'phone', 'usage'].map(name => `test/e2e/${name}.test.ts`)

// A page may take its time on a busy machine; what is polled for is there in the end or not at all.
const shared = { testTimeout: 180_000, hookTimeout: 120_000, expect: { poll: { timeout: 15_000 } } }

// Journeys in real browsers, each with a server and browsers of its own: two at a time, then those that need quiet.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'journeys',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})

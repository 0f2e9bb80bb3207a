import { defineConfig } from 'vitest/config'

// What the finished build weighs: run after "npm run build".
export default defineConfig({ test: { include: ['test/build/**/*.test.ts'] } })

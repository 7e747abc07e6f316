import { defineConfig } from 'vitest/config';

/** The slow suites: they install what the tool makes, and run its own checks and tests. */
export default defineConfig({
  test: {
    include: ['test/projects/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

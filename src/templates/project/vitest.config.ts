import { defineConfig } from 'vitest/config';

/** The packages of this workspace export their source under this condition: tests need no build. */
const conditions = ['source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{platform,modules/*,apps/*,clients/*,tools}/test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '.scaffold/**'],
    globalSetup: ['platform/src/testing/global-setup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

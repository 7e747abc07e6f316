import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const template = fileURLToPath(new URL('./src/templates/project/', import.meta.url));

/** The template's packages are not installed here: their names are resolved to the template's source. */
const templatePackages = [
  { find: /^@shop\/platform\/(.+)$/, replacement: `${template}platform/src/$1` },
  { find: /^@shop\/([^/]+)\/host$/, replacement: `${template}modules/$1/src/host.ts` },
  { find: /^@shop\/([^/]+)$/, replacement: `${template}modules/$1/src/index.ts` },
];

export default defineConfig({
  resolve: { alias: templatePackages, conditions: ['source', 'node', 'import', 'default'] },
  test: {
    include: ['test/**/*.test.ts', 'src/templates/project/**/test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/golden/cases/**',
      'test/projects/**',
      'test/**/fixtures/**',
      'src/templates/project/apps/**',
    ],
    globalSetup: ['src/templates/project/platform/src/testing/global-setup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});

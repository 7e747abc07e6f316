import type { System } from './model.ts';

export const ci: System = {
  id: 'ci',
  title: 'Delivery by GitHub Actions',
  summary: 'builds, tests, publishes and releases the services that a change affects, and no others',
  needs: ['kubernetes'],
  project: [
    'tools/affected.ts',
    'tools/deploy.ts',
    'tools/release.ts',
    'tools/workspaces/affected.ts',
    'tools/workspaces/graph.ts',
    'tools/test/affected.test.ts',
    'tools/test/deploy.test.ts',
    'docs/systems/ci.md',
  ],
  scripts: {
    affected: 'node --import tsx tools/affected.ts',
    release: 'node --import tsx tools/release.ts',
    deploy: 'node --import tsx tools/deploy.ts',
  },
};

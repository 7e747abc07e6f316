import type { System } from './model.ts';

export const container: System = {
  id: 'container',
  title: 'Containers',
  summary:
    'an image for each process with only what that process needs, and compose.yaml with a real Postgres',
  project: [
    'tools/image.ts',
    'tools/prune-lock.ts',
    'tools/workspaces/base-images.ts',
    'tools/workspaces/lock.ts',
    'tools/test/prune-lock.test.ts',
    'docs/systems/container.md.hbs',
  ],
  scripts: {
    image: 'node --import tsx tools/image.ts',
    compose: 'docker compose --env-file deploy/container/base-images.env --env-file .env',
  },
};

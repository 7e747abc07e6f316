import type { System } from './model.ts';

export const sagas: System = {
  id: 'sagas',
  title: 'Sagas',
  summary:
    'work in several steps that goes on after a crash and is undone where it fails; approvals; on Postgres',
  project: ['platform/src/sagas/', 'platform/test/sagas/', 'tools/sagas.ts', 'docs/systems/sagas.md'],
  scripts: { sagas: 'node --conditions=source --import tsx tools/sagas.ts' },
};

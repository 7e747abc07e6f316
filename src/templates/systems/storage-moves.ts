import type { System } from './model.ts';

export const storageMoves: System = {
  id: 'storage-moves',
  title: 'Storage moves',
  summary: 'the tables of a module move to a database of their own while they are written, and back',
  project: [
    'platform/src/storage/',
    'platform/test/storage/',
    'tools/storage.ts',
    'tools/storage/',
    'tools/test/storage/',
    'docs/systems/storage-moves.md',
    'docs/runbooks/split-database.md',
  ],
  packages: {
    '': {
      devDependencies: { '@types/pg-copy-streams': '1.2.5', pg: '8.23.1', 'pg-copy-streams': '7.0.0' },
    },
  },
  scripts: { storage: 'node --conditions=source --import tsx tools/storage.ts' },
};

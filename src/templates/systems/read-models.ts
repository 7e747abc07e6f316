import type { System } from './model.ts';

export const readModels: System = {
  id: 'read-models',
  title: 'Read models',
  summary:
    'rows that follow from events, with their lag in sight, made anew from a journal beside those in use',
  needs: ['events'],
  project: [
    'platform/src/read-models/',
    'platform/test/read-models/',
    'tools/read-models.ts',
    'docs/systems/read-models.md',
  ],
  scripts: { 'read-models': 'node --conditions=source --import tsx tools/read-models.ts' },
};

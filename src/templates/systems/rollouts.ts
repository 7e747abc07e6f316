import type { System } from './model.ts';

export const rollouts: System = {
  id: 'rollouts',
  title: 'Argo Rollouts',
  summary:
    'releases at 10%, 50% and 100% of the load, taken back by themselves over 1% errors or a p99 of 500 ms',
  needs: ['kubernetes', 'telemetry'],
  project: ['docs/systems/rollouts.md'],
};

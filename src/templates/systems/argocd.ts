import type { System } from './model.ts';

export const argocd: System = {
  id: 'argocd',
  title: 'Argo CD',
  summary:
    'one ApplicationSet over the folders of all services: what is in git is what runs, pruned and healed',
  needs: ['kubernetes'],
  project: ['docs/systems/argocd.md'],
};

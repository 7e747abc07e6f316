import type { System } from './model.ts';

export const kubernetes: System = {
  id: 'kubernetes',
  title: 'Kubernetes',
  summary:
    'Kustomize base and overlays for each process: probes, limits, autoscaler, network policies, migrations first',
  needs: ['container'],
  project: ['docs/systems/kubernetes.md.hbs'],
};

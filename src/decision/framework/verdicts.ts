import type { Architecture, VerdictId } from '../model.ts';

/** A verdict in words. `boldness` orders them: the higher, the closer to a split. */
export interface VerdictWords {
  readonly title: string;
  readonly summary: string;
  readonly boldness: 0 | 1 | 2;
  readonly architecture: Architecture;
}

export const verdicts: Readonly<Record<VerdictId, VerdictWords>> = {
  'optimise-first': {
    title: 'Optimise first',
    summary:
      'Keep the architecture: nothing that was measured asks for another one. Go on measuring, and make what hurts faster in place.',
    boldness: 0,
    architecture: 'modular-monolith',
  },
  'stay-monolithic': {
    title: 'Stay with one deployable',
    summary: 'A modular monolith serves a team of this size best: clear modules, one process, one pipeline.',
    boldness: 0,
    architecture: 'modular-monolith',
  },
  'start-modular': {
    title: 'Start as a modular monolith',
    summary:
      'One process with clear module boundaries. A module can become a service later, without changing its callers.',
    boldness: 0,
    architecture: 'modular-monolith',
  },
  'not-ready': {
    title: 'Not ready for services yet',
    summary: 'A split may be right, but what it takes to run services is missing. Put that in place first.',
    boldness: 1,
    architecture: 'modular-monolith',
  },
  'improve-boundaries': {
    title: 'Improve the boundaries first',
    summary: 'The parts are not independent enough. Separate them inside one process, where that is cheap.',
    boldness: 1,
    architecture: 'modular-monolith',
  },
  'consider-splitting': {
    title: 'Consider splitting',
    summary:
      'The conditions for services are met. Extract one module at a time, and verify each before the next.',
    boldness: 2,
    architecture: 'services',
  },
};

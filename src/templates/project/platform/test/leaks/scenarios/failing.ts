import type { OpenScenario } from '../../../src/leaks/index.ts';

export const open: OpenScenario = async () => {
  throw new Error('nothing to open');
};

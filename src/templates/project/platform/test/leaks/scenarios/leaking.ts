import type { OpenScenario } from '../../../src/leaks/index.ts';

/** As code does that waits for the end of the process and never says that it no longer does. */
export const open: OpenScenario = async () => {
  const ending = new AbortController();
  return {
    run: async () => {
      const request = { id: Math.random(), stop: (): void => {} };
      ending.signal.addEventListener('abort', () => request.stop(), { once: true });
    },
    close: async () => ending.abort(),
  };
};

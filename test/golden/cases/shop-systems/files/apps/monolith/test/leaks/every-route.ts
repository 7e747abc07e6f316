import { createHost, runApp } from '@shop/platform/host';
import type { OpenScenario } from '@shop/platform/leaks';
import { compose } from '../../src/compose.ts';

interface Documentation {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Anything that has the form of an id; most answers are refusals, which must not leak either. */
const anId = '00000000-0000-4000-8000-000000000000';

/** Every method of every path of the API, once. Add requests of your own: those that do real work leak more. */
export const open: OpenScenario = async () => {
  const options = { name: 'leaks', port: 0, compose };
  // It runs alone: events, where there are any, stay in it.
  const env = { EVENTS_URL: 'local', ...process.env, PORT: '0' };
  const app = await runApp(options, createHost({ ...options, env }));
  const documentation = (await (await fetch(`${app.url}/docs/json`)).json()) as Documentation;
  const requests = Object.entries(documentation.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, anId),
    })),
  );
  return {
    run: async () => {
      for (const { method, path } of requests) await ask(app.url + path, method);
    },
    close: () => app.stop('the check is done'),
  };
};

async function ask(url: string, method: string): Promise<void> {
  const json = { headers: { 'content-type': 'application/json' }, body: '{}' };
  const answer = await fetch(url, { method, ...(method !== 'GET' && method !== 'HEAD' && json) });
  await answer.arrayBuffer();
}

import { entry } from '../diagnostic.ts';

const tools =
  'autocannon --json, k6 run --summary-export=<file>, wrk --latency, artillery run --output <file>, or the JSON of schemas/load-test.json';

/** Findings about load tests and their results. */
export const loadCatalogue = {
  'load-tool-unknown': entry<{ file: string }>('error', ({ file }) => ({
    what: `${file} is not the result of a load test that is known`,
    why: `it should be what one of these writes: ${tools}`,
    hint: 'write the figures as JSON with: schemaVersion, kind "load-test", durationSeconds, requests, errors, latencyMs',
  })),
  'load-file-unreadable': entry<{ file: string; reason: string }>('error', ({ file, reason }) => ({
    what: `the load test ${file} cannot be read: ${reason}`,
    why: 'a verdict must not rest on half a measurement',
    hint: 'run the test again and keep its whole output',
  })),
  'load-without-answers': entry<{ file: string; errors: number }>('error', ({ file, errors }) => ({
    what: `in the load test ${file} no request was answered well (${errors} failed)`,
    why: 'times of failures say nothing of how fast the system is',
    hint: 'check the address and the state of the system, and run the test again',
  })),
  'load-failed': entry<{ target: string; reason: string }>('error', ({ target, reason }) => ({
    what: `the load test of ${target} has no result: ${reason}`,
    why: 'without answers there is nothing to measure',
    hint: 'start the system, and see that the address answers: curl -i <address>',
  })),
};

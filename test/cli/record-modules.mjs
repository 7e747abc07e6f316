import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { register } from 'node:module';

/** Preloaded with --import: appends the URL of every module that is loaded to the file RECORD_MODULES. */
if (isMainThread) register(import.meta.url);

export function load(url, context, nextLoad) {
  appendFileSync(process.env.RECORD_MODULES, `${url}\n`);
  return nextLoad(url, context);
}

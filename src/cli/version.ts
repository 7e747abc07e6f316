import { createRequire } from 'node:module';

const manifest = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

/** The version of the tool, as in its package.json; the path holds from `src/cli` and from `dist/cli`. */
export const version: string = manifest.version;

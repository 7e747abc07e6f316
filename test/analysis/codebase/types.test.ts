import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../../src/analysis/codebase/project-options.ts';
import { readCompilerOptions, type Purpose } from '../../../src/analysis/compiler-options.ts';
import { overlayFiles } from '../../../src/analysis/overlay.ts';

/** Which packages' globals are seen, by what the tsconfig says and by the version of the compiler. */
const rows: readonly [types: string[] | undefined, version: string, purpose: Purpose, seen: string[]][] = [
  [undefined, '5.9.3', 'analyse', ['*']],
  [undefined, '5.9.3', 'verify', ['*']],
  [undefined, '^6.0.2', 'analyse', ['*']],
  [undefined, '^6.0.2', 'verify', []],
  [['node'], '6.0.2', 'verify', ['node']],
  [['node'], '6.0.2', 'analyse', ['node']],
  [[], '5.9.3', 'analyse', ['*']],
];

describe('global types', () => {
  it.each(rows)('of %j under TypeScript %s, to %s: %j', (types, version, purpose, seen) => {
    const own = withDefaults(types === undefined ? {} : { types }, version);
    const request = { root: '/p', entries: [], packages: [], purpose, own };
    expect(readCompilerOptions(overlayFiles('/p', new Map()), request).types).toEqual(seen);
  });
});

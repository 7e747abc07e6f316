import { posix } from 'node:path';
import type { ContractTest } from '../extract/emit/foreign/emit-foreign.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';

/** The file and the runner of the contract's test, as the codebase names and runs its own. */
export function contractTestOf({ codebase, opened, port, files }: CodebaseStudy): ContractTest {
  const isSpec = countOf(opened.sources, '.spec.') > countOf(opened.sources, '.test.');
  const ending = posix.extname(port.entryFile).replace('x', '');
  const file = `${port.slug}.contract.${isSpec ? 'spec' : 'test'}${ending === '.ts' ? '.ts' : ending}`;
  const isInstalled = (name: string): boolean =>
    [codebase.folder, ''].some(
      (folder) => files.read(posix.join(folder, 'node_modules', name, 'package.json')) !== undefined,
    );
  const { types } = codebase.compilerOptions;
  const hasGlobals = types === undefined || types.some((each) => each === 'jest' || each === '*');
  switch (codebase.testRunner) {
    case 'vitest':
      return { file, runner: isInstalled('vitest') ? 'vitest' : 'node:test' };
    case 'jest':
      return { file, runner: hasGlobals && isInstalled('@types/jest') ? 'globals' : '@jest/globals' };
    case 'mocha':
      return { file, runner: 'globals' };
    default:
      return { file, runner: 'node:test' };
  }
}

const countOf = (files: readonly string[], part: string): number =>
  files.filter((file) => posix.basename(file).includes(part)).length;

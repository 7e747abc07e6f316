import { posix } from 'node:path';
import { wayOut } from '../extract/analyse/wiring/reach.ts';
import { fixtureFile, testFiles } from '../extract/emit/foreign/contract-test.ts';
import type { ContractTest } from '../extract/emit/foreign/emit-foreign.ts';
import type { FixturePlan } from '../extract/emit/foreign/fixture.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';

/** The file and the runner of the contract's test, as the codebase names and runs its own. */
export function contractTestOf({
  codebase,
  opened,
  port,
  files,
}: CodebaseStudy): Omit<ContractTest, 'fixture'> {
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

/** Whether a file is written for tests alone; relative to the root. */
export function isForTests(study: CodebaseStudy, path: string): boolean {
  const names: readonly string[] = [...testFiles(contractTestOf(study).file), fixtureFile];
  const isTest = posix.dirname(path) === study.folder && names.includes(posix.basename(path));
  return isTest || path.startsWith(`${posix.join(posix.dirname(study.folder), testingFolder)}/`);
}

/** What the tests of all extractions check with. */
export const testingFolder = 'runtime/testing';

const sharedState = new Set(['in-memory-state', 'shared-module-state']);

/** Tests may make the implementation as its process does where that gives a new one each time, and nothing it uses is outside. */
export function fixtureOf({ wiring, opened, report, folder }: CodebaseStudy): FixturePlan {
  const { composition } = wiring;
  if (composition === undefined) return { reason: 'how it is put together is not known' };
  const out = wayOut(opened.program, composition, posix.dirname(folder));
  if (out !== undefined)
    return { reason: `${out.file === undefined ? 'compose.ts' : out.file} uses ${out.through}` };
  const isMade = /\bnew\b|\(/.test([...composition.statements, composition.expression].join('\n'));
  const kept = report.findings.find(({ code }) => sharedState.has(code));
  return isMade || kept === undefined
    ? {}
    : { reason: 'it is one object for the whole process, and keeps what it was called with' };
}

const countOf = (files: readonly string[], part: string): number =>
  files.filter((file) => posix.basename(file).includes(part)).length;

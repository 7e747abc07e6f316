import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { ImportStyle } from '../../src/analysis/codebase/index.ts';
import { restyle } from '../../src/extract/emit/foreign/specifiers.ts';
import { loadForeignRuntime } from '../../src/templates/index.ts';
import { writeFileIn } from '../support/write-project.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

const pedantic: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  isolatedModules: true,
};

const { ModuleKind, ModuleResolutionKind, ScriptTarget } = ts;
const commonJs = {
  module: ModuleKind.CommonJS,
  moduleResolution: ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
};
const cases: readonly [string, ImportStyle, boolean, ts.CompilerOptions][] = [
  [
    'the strictest ES modules',
    'js',
    true,
    { ...pedantic, module: ModuleKind.NodeNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true },
  ],
  [
    'sources that run as they are',
    'ts',
    true,
    {
      ...pedantic,
      module: ModuleKind.NodeNext,
      target: ScriptTarget.ES2023,
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
    },
  ],
  [
    'loose CommonJS',
    'none',
    false,
    { ...commonJs, target: ScriptTarget.ES2020, strict: false, esModuleInterop: false },
  ],
  [
    'strict CommonJS for an old library',
    'none',
    false,
    { ...commonJs, ...pedantic, target: ScriptTarget.ES2017 },
  ],
  [
    'a bundler',
    'none',
    true,
    {
      module: ModuleKind.ESNext,
      moduleResolution: ModuleResolutionKind.Bundler,
      target: ScriptTarget.ES2022,
      strict: true,
    },
  ],
];

describe('the call runtime in a codebase', () => {
  it.each(cases)('compiles for %s', { timeout: 120_000 }, (_, style, esm, options) => {
    const root = mkdtempSync(join(tmpdir(), 'scaffold-runtime-'));
    mkdirSync(join(root, 'node_modules/@types'), { recursive: true });
    for (const name of ['@types/node', 'undici-types'])
      symlinkSync(join(modules, name), join(root, 'node_modules', name));
    writeFileIn(root, 'package.json', JSON.stringify(esm ? { type: 'module' } : {}));
    const files = [...loadForeignRuntime()].map(([path, text]) => {
      writeFileIn(root, path, restyle(text, path, style));
      return join(root, path);
    });
    const program = ts.createProgram(files, {
      ...options,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    });
    const errors = ts.getPreEmitDiagnostics(program);
    expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });
});

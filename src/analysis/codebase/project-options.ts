/** The compiler options of a codebase, as its own compiler would take them. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { absolutePaths } from '../compiler-options.ts';
import type { OverlayFiles } from '../overlay.ts';
import type { NodeTypes, OptionsSummary } from './codebase.ts';
import { foldersAbove } from './find-folders.ts';
import { readJson, readPackageJson } from './json.ts';

/** The version of TypeScript that is installed, else the one that is asked for. The compiler itself is never loaded. */
export function typescriptVersion(files: OverlayFiles, file: string): string | undefined {
  for (const folder of foldersAbove(file)) {
    const installed = readJson(files, posix.join(folder, 'node_modules/typescript/package.json'))?.[
      'version'
    ];
    if (typeof installed === 'string') return installed;
    const asked = readPackageJson(files, folder)?.dependencies['typescript'];
    if (asked !== undefined) return asked;
  }
  return undefined;
}

/** Found as the compiler finds them: in the nearest `node_modules` that has them. */
export function nodeTypesOf(files: OverlayFiles, file: string): NodeTypes | undefined {
  let installed = false;
  for (const folder of foldersAbove(file)) {
    const packages = posix.join(folder, 'node_modules');
    installed ||= files.isDirectory(packages);
    const version = readJson(files, posix.join(packages, '@types/node/package.json'))?.['version'];
    if (typeof version === 'string') return { version };
  }
  return installed ? 'missing' : undefined;
}

/** What a tsconfig leaves out, by version: from 6 on it is strict and modern and takes up no types, before that none of it. */
export function withDefaults(options: ts.CompilerOptions, version: string | undefined): ts.CompilerOptions {
  const major = Number(/\d+/.exec(version ?? '')?.[0] ?? '6');
  const before6: ts.CompilerOptions = { strict: false, module: ts.ModuleKind.CommonJS };
  const from6: ts.CompilerOptions = { strict: true, module: ts.ModuleKind.ESNext, types: [] };
  const complete = { ...(major < 6 ? before6 : from6), target: ts.ScriptTarget.ES2022, ...options };
  return { ...complete, moduleResolution: resolutionFor(complete), paths: absolutePaths(options) };
}

/** Resolution that TypeScript 7 no longer has is read as the nearest that is left. */
function resolutionFor({ module, moduleResolution }: ts.CompilerOptions): ts.ModuleResolutionKind {
  const { Classic, Node10, Node16, NodeNext, Bundler } = ts.ModuleResolutionKind;
  if (moduleResolution !== undefined && moduleResolution !== Classic) return moduleResolution;
  if (module === ts.ModuleKind.NodeNext) return NodeNext;
  if (module !== undefined && module >= ts.ModuleKind.Node16 && module < ts.ModuleKind.NodeNext)
    return Node16;
  return module === ts.ModuleKind.CommonJS ? Node10 : Bundler;
}

export function summarise(options: ts.CompilerOptions): OptionsSummary {
  const strict = options.strict === true;
  return {
    strict,
    strictNullChecks: options.strictNullChecks ?? strict,
    exactOptionalPropertyTypes: options.exactOptionalPropertyTypes === true,
    noUncheckedIndexedAccess: options.noUncheckedIndexedAccess === true,
    verbatimModuleSyntax: options.verbatimModuleSyntax === true,
    isolatedModules: options.isolatedModules === true,
    esModuleInterop: options.esModuleInterop !== false,
    ...(options.types === undefined ? {} : { types: options.types }),
    decorators: options.experimentalDecorators === true ? 'legacy' : 'standard',
    target: ts.ScriptTarget[options.target ?? ts.ScriptTarget.ES2022],
    module: ts.ModuleKind[options.module ?? ts.ModuleKind.ESNext],
    allowImportingTsExtensions:
      options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true,
  };
}

/** ES modules or CommonJS, once the sources are compiled or run as they are. */
export function moduleKindOf(
  options: ts.CompilerOptions,
  packageType: string | undefined,
  file: string,
): 'esm' | 'commonjs' {
  if (file.endsWith('.mts')) return 'esm';
  if (file.endsWith('.cts')) return 'commonjs';
  const { module = ts.ModuleKind.ESNext } = options;
  if (module === ts.ModuleKind.CommonJS) return 'commonjs';
  const byPackage = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  return byPackage && packageType !== 'module' ? 'commonjs' : 'esm';
}

/** Imports that lead nowhere: whatever comes from them reads as `any`, which must not pass in silence. */
import { posix } from 'node:path';
import { ts } from 'ts-morph';
import { diagnostic, type Diagnostic } from '../../diagnostics/index.ts';
import type { OverlayFiles } from '../overlay.ts';
import type { Program } from '../program.ts';
import type { Codebase } from './codebase.ts';
import { foldersAbove } from './find-folders.ts';

/** What is missing where the target is declared is an error; where it is only used, a warning. */
export function importFindings(
  files: OverlayFiles,
  codebase: Codebase,
  program: Program,
  closure: Program,
): Diagnostic[] {
  const near = unresolved(files, closure);
  const far = unresolved(files, program);
  const packages = [...far.packages].filter((each) => !near.packages.has(each));
  const install = installCommand(codebase);
  const specifiers = [...new Set([...near.files, ...far.files])];
  return [
    ...(near.packages.size > 0
      ? [diagnostic('packages-not-installed', { packages: [...near.packages], install })]
      : []),
    ...(packages.length > 0
      ? [diagnostic('packages-not-installed', { packages, install }, { level: 'warning' })]
      : []),
    ...(specifiers.length > 0 ? [diagnostic('import-not-resolved', { specifiers })] : []),
  ];
}

export const installCommand = ({ workspaces }: Pick<Codebase, 'workspaces'>): string =>
  workspaces === 'pnpm' ? 'pnpm install' : workspaces === 'yarn' ? 'yarn install' : 'npm install';

function unresolved(files: OverlayFiles, program: Program): { packages: Set<string>; files: Set<string> } {
  const packages = new Set<string>();
  const own = new Set<string>();
  for (const source of program.files) {
    for (const specifier of specifiersOf(source)) {
      if (program.checker.getSymbolAtLocation(specifier) !== undefined) continue;
      const { text } = specifier;
      if (isAsset(text) || text.startsWith('node:')) continue;
      if (text.startsWith('.')) {
        if (!leadsToFile(files, source.fileName, text)) own.add(`${text} in ${program.pathOf(source)}`);
      } else if (isPackage(text)) {
        const name = packageName(text);
        if (!isInstalled(files, source.fileName, name)) packages.add(name);
      } else own.add(`${text} in ${program.pathOf(source)}`);
    }
  }
  return { packages, files: own };
}

/** Statements that import types or values; one for its effect alone brings no type. */
function specifiersOf(source: ts.SourceFile): ts.StringLiteral[] {
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) && statement.importClause !== undefined;
    if (!isImport && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier] : [];
  });
}

const isAsset = (specifier: string): boolean =>
  /\.(?:css|scss|less|svg|png|jpe?g|gif|json|html|graphql|sql|txt|md)(?:\?.*)?$/.test(specifier);

const isPackage = (specifier: string): boolean =>
  /^(?:@[\w.-]+\/)?[\w.-]+(?:\/.*)?$/.test(specifier) && !/^[~@]\//.test(specifier);

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** There is such a package, though without types: the readers of types say where that matters. */
function isInstalled(files: OverlayFiles, from: string, name: string): boolean {
  if (builtIns.has(name)) return true;
  return foldersAbove(from).some((folder) => files.isDirectory(posix.join(folder, 'node_modules', name)));
}

const builtIns = new Set(
  'assert buffer child_process cluster console constants crypto dgram dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

const leadsToFile = (files: OverlayFiles, from: string, specifier: string): boolean => {
  const path = posix.join(posix.dirname(from), specifier);
  return ['', '.js', '.jsx', '.mjs', '.cjs', '.json', '/index.js'].some((end) => files.exists(path + end));
};

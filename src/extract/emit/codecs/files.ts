/** Puts the parts of the codecs into one file, or into one per named type where that file would be too long. */
import type { Contract } from '../../contract/model.ts';
import { Imports } from '../source/imports.ts';
import { kebab } from '../source/names.ts';
import type { Names } from '../source/names.ts';
import { codecsOf } from '../source/scope.ts';
import type { Scope, Specifiers } from '../source/scope.ts';
import { emitMethod, emitNamedType } from './named.ts';
import type { MethodCodecs } from './named.ts';

const maxLines = 2000;

export interface CodecParts {
  readonly types: readonly Scope[];
  readonly methods: ReadonlyMap<string, MethodCodecs>;
}

export function emitCodecParts(contract: Contract, names: Names, specifiers: Specifiers): CodecParts {
  const types = Object.keys(contract.types).map((id) => emitNamedType(id, contract, names, specifiers));
  const remote = contract.methods.filter(({ local }) => local !== true);
  const methods = remote.map(
    (method) => [method.name, emitMethod(method, contract, names, specifiers)] as const,
  );
  return { types, methods: new Map(methods) };
}

/** Files of `src/`, unformatted: `codecs.ts`, and `codecs/*.ts` where it was split. */
export function emitCodecFiles(
  parts: CodecParts,
  header: string,
  limit: number = maxLines,
): Map<string, string> {
  const scopes = [...parts.types, ...[...parts.methods.values()].map(({ scope }) => scope)];
  const whole = singleFile(scopes, header);
  return estimatedLines(whole) <= limit ? new Map([['codecs.ts', whole]]) : splitFiles(parts, header);
}

function singleFile(scopes: readonly Scope[], header: string): string {
  const imports = new Imports();
  for (const scope of scopes) imports.include(scope.imports);
  const own = new Set(scopes.map((scope) => codecsOf(scope.part)));
  const text = scopes.flatMap(({ lines }) => lines).join('\n\n');
  return fileText(
    header,
    imports.render(text, (module) => (own.has(module) ? undefined : module)),
    text,
  );
}

function splitFiles(parts: CodecParts, header: string): Map<string, string> {
  const files = new Map<string, string>();
  const fileOf = new Map(parts.types.map((scope) => [codecsOf(scope.part), `${fileName(scope)}.ts`]));
  const locate =
    (from: string, folder: string) =>
    (module: string): string | undefined => {
      const file = fileOf.get(module);
      if (file === undefined) return module;
      return file === from ? undefined : `${folder}${file}`;
    };
  for (const scope of parts.types) {
    const file = `${fileName(scope)}.ts`;
    const text = scope.lines.join('\n\n');
    files.set(`codecs/${file}`, fileText(header, scope.imports.render(text, locate(file, './')), text));
  }
  const methods = [...parts.methods.values()].map(({ scope }) => scope);
  const imports = new Imports();
  for (const scope of methods) imports.include(scope.imports);
  const exports = [...fileOf.values()].map((file) => `export * from './codecs/${file}';`);
  const text = methods.flatMap(({ lines }) => lines).join('\n\n');
  const head = [imports.render(text, locate('codecs.ts', './codecs/')), ...exports].join('\n');
  files.set('codecs.ts', fileText(header, head, text));
  return files;
}

function fileName(scope: Scope): string {
  return kebab(scope.names.types[scope.part] ?? scope.part);
}

/** The file: what made it, imports, body. */
export function fileText(header: string, imports: string, text: string): string {
  return [header, imports, '', text, ''].join('\n');
}

/** Before formatting: a line of 110 characters at most, more where a line was broken by hand. */
function estimatedLines(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 70)), 0);
}

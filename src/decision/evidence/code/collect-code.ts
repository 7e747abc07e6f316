import type { FileSyntax } from '../../../analysis/syntax/index.ts';
import type { Mapped } from '../modules/index.ts';
import { findChains } from './chains.ts';
import { findCycles } from './cycles.ts';
import { publicInterface } from './entries.ts';
import { buildEdges } from './graph.ts';
import { codeItems } from './items.ts';
import type { CodeFacts, ModuleFacts } from './model.ts';
import type { CodeRequest } from './request.ts';
import { findPorts } from './ports.ts';
import { createResolver, type Resolve } from './resolve.ts';

/** How the modules depend on each other, from syntax alone. */
export function collectCode(request: CodeRequest): CodeFacts {
  const { mapped, files, syntax, read } = request;
  const { map, packages } = mapped;
  const resolve = createResolver({ files: new Set(files), packages, read });
  const filesOf = groupByModule(mapped);
  const interfaces = new Map(
    map.modules.map((module) => [
      module.name,
      publicInterface(module, filesOf.get(module.name) ?? [], packages),
    ]),
  );
  const edges = buildEdges({ syntax, map, resolve, interfaces });
  const ports = findPorts(syntax, map, resolve);
  const { operations, chains } = findChains(syntax, map, resolve);
  const facts = {
    modules: map.modules.map(({ name }): ModuleFacts => {
      const own = filesOf.get(name) ?? [];
      const lines = own.reduce((sum, path) => sum + (syntax.get(path)?.lines ?? 0), 0);
      return {
        name,
        files: own.length,
        lines,
        outside: outsideFiles(own, request, resolve),
        packages: packagesIn(own, syntax),
        entry: interfaces.get(name)?.entry,
        port: ports.get(name) || undefined,
      };
    }),
    edges,
    cycles: findCycles(edges),
    chains,
    operations,
    parsed: syntax.size,
  };
  return { ...facts, items: codeItems(facts, request) };
}

function groupByModule({ map, sources }: Mapped): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const path of sources) {
    const module = map.moduleOf(path);
    if (module === undefined) continue;
    const known = groups.get(module);
    if (known) known.push(path);
    else groups.set(module, [path]);
  }
  return groups;
}

/** What a service of its own would miss: models, routes and services that lie outside every module. */
function outsideFiles(paths: readonly string[], { syntax, mapped }: CodeRequest, resolve: Resolve): number {
  const { map } = mapped;
  const targets = paths.flatMap((path) =>
    (syntax.get(path)?.imports ?? [])
      .filter(({ typeOnly }) => !typeOnly)
      .flatMap(({ specifier }) => resolve(path, specifier) ?? []),
  );
  const isMissed = (path: string): boolean =>
    syntax.has(path) && map.moduleOf(path) === undefined && map.roleOf(path) !== 'library';
  return [...new Set(targets)].filter(isMissed).length;
}

/** Names of packages as they are installed: `@scope/name` or `name`. What the codebase holds itself is not told apart. */
function packagesIn(paths: readonly string[], syntax: ReadonlyMap<string, FileSyntax>): readonly string[] {
  const names = paths.flatMap((path) =>
    (syntax.get(path)?.imports ?? []).flatMap(({ specifier, typeOnly }) => {
      const name = /^(?:@[\w.-]+\/)?[\w.-]+/.exec(specifier)?.[0];
      return typeOnly || name === undefined || /^[.#~]|^node:/.test(specifier) ? [] : [name];
    }),
  );
  return [...new Set(names)].sort();
}

import { posix, relative, resolve } from 'node:path';
import type { Overlay } from '../analysis/index.ts';
import type { Contract } from '../extract/contract/index.ts';
import {
  codebaseManifestSchema,
  diskFiles,
  findRoot,
  manifestPath,
  type CodebaseManifest,
  parseJson,
} from '../workspace/index.ts';

/**
 * The codebase as it was before its functions were moved behind files that hand calls on, so that a second look sees
 * what the first one saw. Paths are relative to `cwd`.
 */
export function withoutFacade(cwd: string): Overlay {
  const root = findRoot(resolve(cwd));
  if (root === undefined) return new Map();
  const files = diskFiles(root);
  const manifest = codebaseManifestSchema.safeParse(parseJson(files.read(manifestPath)));
  if (!manifest.success) return new Map();
  const at = (path: string): string => relative(cwd, posix.join(root, path));
  return new Map(
    moved(manifest.data).flatMap(({ file, implementation }) => {
      const text = files.read(implementation);
      return text === undefined
        ? []
        : ([
            [at(file), text],
            [at(implementation), undefined],
          ] as const);
    }),
  );
}

const moved = ({ extractions }: CodebaseManifest): { file: string; implementation: string }[] =>
  extractions.flatMap(({ target, implementation }) =>
    implementation === undefined ? [] : [{ file: target.split('#')[0] ?? target, implementation }],
  );

/** The contract with what came from one file coming from another. */
export function movedContract(contract: Contract, from: string, to: string): Contract {
  return JSON.parse(JSON.stringify(contract), (key, value: unknown) =>
    key === 'module' && value === `file:${from}` ? `file:${to}` : value,
  ) as Contract;
}

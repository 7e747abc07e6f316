import { posix } from 'node:path';
import { parseJson } from '../workspace/index.ts';

interface Scripts {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * How the package would start a file of its own, after the scripts by which it starts itself; `undefined` where that
 * cannot be told. `file` is relative to the package.
 */
export function startScript(packageJson: string, file: string): string | undefined {
  const { scripts = {}, dependencies, devDependencies } = (parseJson(packageJson) ?? {}) as Scripts;
  const starting = ['start:prod', 'start', 'serve', 'dev', 'start:dev'].flatMap(
    (name) => scripts[name] ?? [],
  );
  const inside = starting.flatMap((text) => startedInside(text, file) ?? []);
  if (inside[0] !== undefined) return inside[0];
  const built = starting.flatMap((text) => builtFile(text, file) ?? []);
  if (built[0] !== undefined) return `node ${built[0]}`;
  const known = { ...dependencies, ...devDependencies };
  const runner = ['tsx', 'ts-node', 'ts-node-dev'].find((each) => known[each] !== undefined);
  if (runner === 'tsx') return `tsx ${file}`;
  if (runner !== undefined) return `ts-node ${file}`;
  const direct = starting.some((text) => /\bnode\b[^&|]*\.ts\b/.test(text));
  return direct ? `node ${file}` : undefined;
}

/** `cd dist && node ./index.js` */
function startedInside(script: string, file: string): string | undefined {
  const folder = /\bcd\s+(?:\.\/)?(dist|build|lib|out)\s*&&\s*node\s/.exec(script)?.[1];
  if (folder === undefined) return undefined;
  return `cd ${folder} && node ./${file.replace(/^src\//, '').replace(/\.ts$/, '.js')}`;
}

/** `node dist/server.js` for `src/server.ts`: what stands for the folder of the sources. */
function builtFile(script: string, file: string): string | undefined {
  const started =
    /\bnode\s+(?:--\S+\s+)*(?:\.\/)?((?:dist|build|lib|out)\/(?:\S+\/)?)?[\w.-]+(?:\.[cm]?js)?(?=\s|$)/.exec(
      script,
    )?.[1];
  if (started === undefined) return undefined;
  const folder = started.split('/')[0] ?? 'dist';
  const script_ = file
    .replace(/\.ts$/, '.js')
    .replace(/\.mts$/, '.mjs')
    .replace(/\.cts$/, '.cjs');
  const keepsSource = started.startsWith(`${folder}/src/`);
  return posix.join(folder, keepsSource ? script_ : script_.replace(/^src\//, ''));
}

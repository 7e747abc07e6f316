/**
 * `node tools/prune-lock.ts apps/payments`: writes to `pruned/` the package.json files and the lock file of what one app
 * needs. The first step of every Dockerfile, where nothing is installed yet: it imports nothing from npm.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Lock, onlyBuildTools, pruneLock, withoutDev } from './workspaces/lock.ts';

interface Manifest {
  readonly workspaces?: readonly string[];
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const target = 'pruned';

function main(app: string | undefined): void {
  if (app === undefined) throw new Error('Which app? node tools/prune-lock.ts apps/<name>');
  const { lock, workspaces } = pruneLock(readJson<Lock>('package-lock.json'), app);
  const absent = workspaces.filter((folder) => !existsSync(join(folder, 'package.json')));
  if (absent.length > 0)
    throw new Error(
      `${app} needs ${absent.join(' and ')}: copy ${absent.map((folder) => `${folder}/package.json`).join(' and ')} in ${app}/Dockerfile, and the folder where it is compiled.`,
    );
  const root = readJson<Manifest>('package.json');
  write('package.json', { ...root, workspaces, devDependencies: onlyBuildTools(root.devDependencies) });
  write('package-lock.json', lock);
  for (const folder of workspaces) {
    const path = `${folder}/package.json`;
    write(path, withoutDev(readJson<Manifest>(path)));
  }
  if (existsSync('.npmrc')) copyFileSync('.npmrc', join(target, '.npmrc'));
  process.stdout.write(`${app} is built from ${workspaces.join(', ')}\n`);
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

function write(path: string, content: object): void {
  const file = join(target, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

try {
  main(process.argv[2]);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

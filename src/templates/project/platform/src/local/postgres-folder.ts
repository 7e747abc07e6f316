import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectName } from '../project.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { isReachable, sharedFolder } from './system-user.ts';
import type { SystemUser } from './system-user.ts';

export interface PostgresFolder {
  readonly path: string;
  readonly data: string;
  /** Of the administrator. */
  readonly password: string;
}

/** A folder of its own for a server that does not outlive us. */
export function throwAwayFolder(): string {
  const path = mkdtempSync(join(sharedFolder(), `${projectName}-postgres-`));
  chmodSync(path, 0o711);
  return path;
}

/** `wanted`, or where the other user cannot get there (below root's home), a folder that is always the same for it. */
export function keptFolder(wanted: string, user: SystemUser | undefined): string {
  mkdirSync(dirname(wanted), { recursive: true });
  if (user === undefined || isReachable(dirname(wanted))) return wanted;
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return join('/var/tmp', `${projectName}-postgres-${hash}`);
}

/** Creates the data at the first start. `sync: false` skips waiting for the disk. */
export async function initialise(
  path: string,
  { initdb }: PostgresBinaries,
  options: { user: SystemUser | undefined; sync: boolean },
): Promise<PostgresFolder> {
  const { user, sync } = options;
  const [data, passwordFile, complete] = [join(path, 'data'), join(path, 'password'), join(path, 'complete')];
  mkdirSync(path, { recursive: true, mode: 0o711 });
  if (!existsSync(complete)) {
    // What a first start that was cut off left behind.
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
    if (user) for (const made of [path, data, passwordFile]) chownSync(made, user.uid, user.gid);
    const flags = [
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ];
    const args = [`--pgdata=${data}`, '--no-locale', ...flags, ...(sync ? [] : ['--no-sync'])];
    await promisify(execFile)(initdb, args, { ...user, cwd: '/' });
    writeFileSync(complete, '');
  }
  return { path, data, password: readFileSync(passwordFile, 'utf8') };
}

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes sure that one `npm run dev` at a time uses `folder`; answers how to give it free.
 * @throws when another one runs
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'dev.pid');
  mkdirSync(folder, { recursive: true });
  if (!take(file)) {
    const holder = Number(readFileSync(file, 'utf8'));
    if (isAlive(holder))
      throw new Error(`\`npm run dev\` already runs here, as process ${holder}. Stop that one first.`);
    // Its process is gone without having cleaned up.
    rmSync(file, { force: true });
    if (!take(file)) throw new Error('Another `npm run dev` was started at this moment.');
  }
  return () => rmSync(file, { force: true });
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

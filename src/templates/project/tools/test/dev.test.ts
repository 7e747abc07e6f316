import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../dev/lock.ts';
import { readable } from '../dev/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'dev-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run dev', () => {
  it('runs once at a time in a folder', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`already runs here, as process ${process.pid}`);
    unlock();
    lockFolder(folder)();
  });

  it('is not kept from starting by one that was killed', () => {
    // Above any process id that Linux or macOS give out.
    writeFileSync(join(folder, 'dev.pid'), '99999999');
    lockFolder(folder)();
  });

  it('shows log lines in words, and other lines as they are', () => {
    const line = {
      level: 40,
      time: 1,
      name: 'x',
      requestId: 'r1',
      ms: 5,
      err: { stack: 'Error: no\n    at x' },
      msg: 'slow',
    };
    expect(readable(JSON.stringify(line))).toBe('warn  slow requestId=r1 ms=5\nError: no\n    at x');
    expect(readable('{not json')).toBe('{not json');
    expect(readable('plain')).toBe('plain');
  });
});

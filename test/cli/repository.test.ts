import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isInRepository, startRepository } from '../../src/cli/steps/repository.ts';
import { temporaryFolder } from './run-cli.ts';

const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
});
afterEach(() => vi.unstubAllEnvs());

describe('startRepository', () => {
  it('commits everything', () => {
    vi.stubEnv('GIT_CONFIG_COUNT', '2');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'user.email');
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'ada@example.com');
    vi.stubEnv('GIT_CONFIG_KEY_1', 'user.name');
    vi.stubEnv('GIT_CONFIG_VALUE_1', 'Ada');
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'a');
    expect(isInRepository(join(folder, 'not', 'there', 'yet'))).toBe(false);
    expect(startRepository(folder, 'Start the project')).toBeUndefined();
    expect(git(folder, 'log', '--format=%s', '--name-only')).toBe('Start the project\n\na.txt\n');
    expect(git(folder, 'branch', '--show-current')).toBe('main\n');
    expect(isInRepository(join(folder, 'not', 'there', 'yet'))).toBe(true);
  });

  it('makes no commit where git does not know who commits, and says so', () => {
    vi.stubEnv('EMAIL', '');
    const folder = temporaryFolder();
    expect(startRepository(folder, 'Start the project')).toMatch(
      /without a first commit: git does not know who you are/,
    );
    expect(git(folder, 'status', '--porcelain')).toBe('');
  });

  it('says so where git is missing', () => {
    vi.stubEnv('PATH', '/nowhere');
    expect(startRepository(temporaryFolder(), 'Start the project')).toBe(
      'No git repository was started: git could not be run.',
    );
  });
});

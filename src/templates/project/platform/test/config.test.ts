import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ConfigError, ConfigReader, platformConfig } from '../src/config/index.ts';
import { createHost } from '../src/host/index.ts';

const users = z.object({ USERS_TOKEN_SECRET: z.string().min(32) });

describe('configuration', () => {
  it('names every bad variable of every part in one error, and no value', () => {
    const reader = new ConfigReader({
      DATABASE_URL: 'mysql://x',
      PORT: 'eighty',
      USERS_TOKEN_SECRET: 'hunter2',
    });
    reader.read(platformConfig);
    reader.read(users);
    const error = thrown(() => reader.assertComplete());
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map((line) => line.split(':')[0])).toEqual([
      'DATABASE_URL',
      'PORT',
      'USERS_TOKEN_SECRET',
    ]);
    expect(String(error)).not.toMatch(/hunter2|mysql|eighty/);
  });

  it('says so when a factory fails on values that were not complete', () => {
    const compose = (host: { config: (schema: typeof users) => z.infer<typeof users> }) => {
      host.config(users).USERS_TOKEN_SECRET.trim();
      return { modules: {} };
    };
    expect(() => createHost({ name: 'test', env: {}, compose })).toThrow(
      /DATABASE_URL[^]*USERS_TOKEN_SECRET/,
    );
  });

  it('names what a part found wrong by itself with the rest', () => {
    const compose = () => {
      throw new ConfigError(['PAYMENTS_MODE: mirror is not known']);
    };
    expect(() => createHost({ name: 'test', env: {}, compose })).toThrow(/DATABASE_URL[^]*PAYMENTS_MODE/);
  });

  it('reads a secret from the file that NAME_FILE names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'secret');
    writeFileSync(file, `${'s'.repeat(40)}\n`);
    const reader = new ConfigReader({ USERS_TOKEN_SECRET_FILE: file });
    expect(reader.read(users)).toEqual({ USERS_TOKEN_SECRET: 's'.repeat(40) });
    reader.assertComplete();
  });

  it('prefers the variable to the file, and names a file that is not there', () => {
    const both = { USERS_TOKEN_SECRET: 'v'.repeat(40), USERS_TOKEN_SECRET_FILE: '/none' };
    expect(new ConfigReader(both).read(users)).toEqual({ USERS_TOKEN_SECRET: 'v'.repeat(40) });
    const reader = new ConfigReader({ USERS_TOKEN_SECRET_FILE: '/none' });
    reader.read(users);
    expect(() => reader.assertComplete()).toThrow('USERS_TOKEN_SECRET_FILE: the file cannot be read');
  });

  it('takes an empty variable for one that is not set', () => {
    const reader = new ConfigReader({ DATABASE_URL: 'postgres://u:p@h/d', PORT: '' });
    expect(reader.read(platformConfig)).toMatchObject({ DATABASE_POOL_SIZE: 10, NODE_ENV: 'development' });
    reader.assertComplete();
  });
});

function thrown(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** A codebase that returns results of neverthrow and throws errors of jose: the packages themselves, and a service in shadow. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { run } from '../support/run.ts';
import { writeFileIn } from '../support/write-project.ts';
import type { SmallCodebase } from './codebases.ts';
import { compile, outputOf, runEmittedTests, secret, startService, writeCodebase } from './support.ts';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

const compilerOptions = {
  module: 'nodenext',
  target: 'es2022',
  strict: true,
  skipLibCheck: true,
  outDir: 'dist',
  rootDir: 'src',
  types: ['node'],
};

const codebase: SmallCodebase = {
  title: 'results and errors of libraries',
  target: 'src/prices.ts#Prices',
  slug: 'prices',
  sources: 'src',
  files: {
    'package.json': JSON.stringify({ name: 'libraries', type: 'module' }),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
    'src/prices.ts': `import { errors } from 'jose';
import { err, ok, type Result } from 'neverthrow';

export interface Price {
  readonly sku: string;
  readonly cents: number;
  readonly since: Date;
}

/** @wireName SkuUnknown */
export class UnknownSku extends Error {
  constructor(readonly sku: string) {
    super('unknown: ' + sku);
    this.name = 'UnknownSku';
  }
}

export interface Prices {
  /** @readonly */
  find(sku: string): Promise<Result<Price, UnknownSku>>;
  /** @readonly */
  check(token: string): Promise<Result<void, string>>;
}

export class FixedPrices implements Prices {
  readonly #surcharge: number;

  constructor(surcharge: number) {
    this.#surcharge = surcharge;
  }

  async find(sku: string): Promise<Result<Price, UnknownSku>> {
    if (sku === 'none') return err(new UnknownSku(sku));
    return ok({ sku, cents: sku.length * 100 + this.#surcharge, since: new Date(0) });
  }

  async check(token: string): Promise<Result<void, string>> {
    if (token === '') throw new errors.JWTInvalid('no token');
    return token === 'old' ? err('old') : ok();
  }
}
`,
    'src/main.ts': `import { errors } from 'jose';
import { FixedPrices, UnknownSku, type Prices } from './prices.js';

const prices: Prices = new FixedPrices(Number(process.env['SURCHARGE'] ?? '0'));

const found = await prices.find('abc');
console.log(found.isOk(), found.map(({ cents, since }) => [cents, since instanceof Date]).unwrapOr([]));
const none = await prices.find('none');
console.log(none.isErr() && none.error instanceof UnknownSku && none.error.sku);
console.log((await prices.check('old')).isErr(), (await prices.check('new')).isOk());
try {
  await prices.check('');
} catch (error) {
  console.log(error instanceof errors.JWTInvalid, error instanceof errors.JOSEError && error.code, String(error));
}
`,
  },
  wired: {},
};

/** As a process that calls a service for a while: it ends its clients, and the last report of shadowing is in its log. */
const shadowing = `import { bindPrices } from './remote/prices/index.js';
import { closeClients } from './remote/runtime/index.js';
import { FixedPrices } from './prices.js';

const prices = bindPrices(() => new FixedPrices(0));
for (let call = 0; call < 1_600; call++) {
  await prices.find('sku-' + (call % 7));
  await prices.check('new');
  // A few at a time: shadowing drops what would be too much.
  await new Promise((resolve) => setTimeout(resolve, 5));
}
await closeClients();
`;

interface LogLine {
  readonly shadow?: { readonly verdict: string; readonly missing: readonly string[] };
}

describe('a codebase that depends on libraries', () => {
  let root: string;
  beforeAll(async () => {
    root = writeCodebase(codebase.files);
    for (const name of ['neverthrow', 'jose']) {
      mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true });
      symlinkSync(join(modules, name), join(root, 'node_modules', name));
    }
  });

  it('gets the same results and errors from another process', async () => {
    await compile(root, codebase);
    const expected = await outputOf(root, codebase);
    expect(expected.split('\n')).toEqual([
      'true [ 300, true ]',
      'none',
      'true true',
      'true ERR_JWT_INVALID JWTInvalid: no token',
    ]);
    const extracted = await runCli(['extract', codebase.target, '--yes'], { cwd: root });
    expect(extracted.exitCode, extracted.stderr).toBe(0);
    writeFileIn(root, 'src/shadowing.ts', shadowing);
    await compile(root, codebase);
    expect(await outputOf(root, codebase, { PRICES_MODE: 'loopback' })).toBe(expected);
    expect(await runEmittedTests(root, codebase)).toMatch(/# fail 0\n/);
    const service = await startService(root, codebase);
    const remote = { PRICES_URL: service.url, SERVICE_SECRET: secret };
    expect(await outputOf(root, codebase, remote)).toBe(expected);
    expect(await service.stop()).toBe(0);
  }, 240_000);

  it.each([
    ['answers alike', {}, 'ready'],
    ['answers otherwise', { SURCHARGE: '1' }, 'not-ready'],
  ])(
    'is told in shadow that a service %s',
    async (_, env, verdict) => {
      const service = await startService(root, codebase, env);
      const { stdout, stderr } = await shadow(service.url);
      expect(await service.stop()).toBe(0);
      expect(stdout).toBe('');
      const reports = stderr.split('\n').flatMap((line) => {
        const { shadow: report } = JSON.parse(line) as LogLine;
        return report === undefined ? [] : [report];
      });
      const last = reports.at(-1);
      expect(last, stderr).toMatchObject({ verdict });
      if (verdict === 'ready') return;
      expect(last?.missing).toEqual([
        expect.stringMatching(/^find: \d+\.\d+ % differ, 0\.00 % differ from themselves$/),
      ]);
      // Where they differ, and nobody's data.
      expect(stderr).toContain('cents');
      expect(stderr).not.toContain('sku-1');
    },
    120_000,
  );

  const shadow = (url: string): ReturnType<typeof run> =>
    run(root, process.execPath, ['dist/shadowing.js'], {
      PRICES_MODE: 'shadow',
      PRICES_URL: url,
      PRICES_SHADOW_PERCENT: '100',
      SERVICE_SECRET: secret,
    });
});
